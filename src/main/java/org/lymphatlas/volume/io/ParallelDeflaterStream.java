package org.lymphatlas.volume.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import java.util.zip.Deflater;

/**
 * Packs a gzip or zlib stream on all cores, as pigz does: blocks of one MiB are deflated independently, each flushed to a
 * byte boundary, and joined into one stream that any reader takes. The bytes do not depend on the number of cores.
 * {@link #finish()} ends the stream and leaves the target open.
 */
final class ParallelDeflaterStream extends OutputStream {

	private static final int BLOCK_BYTES = 1 << 20;
	private static final int LEVEL = 2;
	private static final byte[] GZIP_HEADER = { 0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff };
	private static final byte[] ZLIB_HEADER = { 0x78, 0x01 };

	private final OutputStream target;
	private final boolean gzip;
	private final Checksum checksum;
	private final Deque<CompletableFuture<byte[]>> pending = new ArrayDeque<>();
	private final int maxPending = 2 * Runtime.getRuntime().availableProcessors();
	private byte[] block = new byte[BLOCK_BYTES];
	private int filled;
	private long total;
	private long written;

	ParallelDeflaterStream(final OutputStream target, final Compression compression) throws IOException {
		this.target = target;
		gzip = compression == Compression.GZIP;
		checksum = gzip ? new CRC32() : new Adler32();
		target.write(gzip ? GZIP_HEADER : ZLIB_HEADER);
	}

	@Override
	public void write(final int b) throws IOException {
		write(new byte[] { (byte) b }, 0, 1);
	}

	@Override
	public void write(final byte[] bytes, final int offset, final int length) throws IOException {
		checksum.update(bytes, offset, length);
		total += length;
		int done = 0;
		while (done < length) {
			if (filled == BLOCK_BYTES) submit(false);
			final int n = Math.min(BLOCK_BYTES - filled, length - done);
			System.arraycopy(bytes, offset + done, block, filled, n);
			filled += n;
			done += n;
		}
	}

	/**
	 * Packs what is left and writes the checksum; the stream takes no more bytes.
	 *
	 * @return length of the packed stream
	 */
	long finish() throws IOException {
		submit(true);
		while (!pending.isEmpty())
			writeFirst();
		final long sum = checksum.getValue();
		for (int i = 0; i < 4; i++)
			target.write((int) (gzip ? sum >>> 8 * i : sum >>> 24 - 8 * i));
		if (gzip) for (int i = 0; i < 4; i++)
			target.write((int) (total >>> 8 * i));
		return written + (gzip ? GZIP_HEADER.length + 8 : ZLIB_HEADER.length + 4);
	}

	private void submit(final boolean last) throws IOException {
		final byte[] full = block;
		final int length = filled;
		pending.add(CompletableFuture.supplyAsync(() -> deflate(full, length, last)));
		block = new byte[last ? 0 : BLOCK_BYTES];
		filled = 0;
		if (pending.size() > maxPending) writeFirst();
	}

	private void writeFirst() throws IOException {
		try {
			final byte[] packed = pending.remove().join();
			target.write(packed);
			written += packed.length;
		}
		catch (final CompletionException e) {
			throw new IOException(e.getCause());
		}
	}

	private static byte[] deflate(final byte[] block, final int length, final boolean last) {
		final Deflater deflater = new Deflater(LEVEL, true);
		try {
			deflater.setInput(block, 0, length);
			if (last) deflater.finish();
			final ByteArrayOutputStream packed = new ByteArrayOutputStream(length / 2 + 64);
			final byte[] buffer = new byte[1 << 15];
			int n;
			do {
				n = deflater.deflate(buffer, 0, buffer.length, last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
				packed.write(buffer, 0, n);
			}
			while (last ? !deflater.finished() : n == buffer.length);
			return packed.toByteArray();
		}
		finally {
			deflater.end();
		}
	}
}
