package org.lymphatlas.network.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

import org.lymphatlas.volume.InputException;

/**
 * A zip file whose entries are read in place; nothing is ever unpacked to a path that the file names. An entry gives exactly
 * the bytes it declares, checked against its CRC-32, or an error. Stricter than {@link java.util.zip.ZipFile}, see
 * {@link ZipDirectory}; stored entries can be read at any offset. Not thread-safe.
 */
public final class ZipArchive implements AutoCloseable {

	private static final int LOCAL_HEADER = 0x04034b50;
	private static final int LOCAL_HEADER_BYTES = 30;
	private static final int STORED = 0;
	private static final int DEFLATED = 8;
	/** Small files, such as JSON, may be as compressible as they like. */
	private static final long SMALL_BYTES = 64L << 20;
	private static final long MAX_RATIO = 100;

	/**
	 * @param name with forward slashes, relative
	 * @param method of compression
	 * @param offset of its local header
	 * @param compressedSize bytes in the file
	 * @param size bytes of its content
	 * @param crc32 of its content
	 */
	public record Entry(String name, int method, long offset, long compressedSize, long size, int crc32) {

		/** Whether its bytes lie in the file as they are. */
		public boolean isStored() {
			return method == STORED;
		}
	}

	private final String file;
	private final FileChannel channel;
	private final Map<String, Entry> entries;

	private ZipArchive(final String file, final FileChannel channel) throws IOException {
		this.file = file;
		this.channel = channel;
		this.entries = ZipDirectory.read(channel);
	}

	/**
	 * @param shown what messages call it
	 * @throws InputException naming the file and why it is no zip that is read
	 */
	public static ZipArchive open(final Path file, final String shown) {
		try {
			final FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
			try {
				return new ZipArchive(shown, channel);
			}
			catch (final IOException | RuntimeException e) {
				channel.close();
				throw e;
			}
		}
		catch (final InputException e) {
			throw new InputException(shown + " cannot be read: " + e.getMessage(), e);
		}
		catch (final IOException e) {
			throw new InputException(shown + " cannot be read: " + e, e);
		}
	}

	/** All files in it, in the order of its directory. */
	public List<Entry> entries() {
		return List.copyOf(entries.values());
	}

	/** @return null if there is none of that name */
	public Entry entry(final String name) {
		return entries.get(name);
	}

	/**
	 * The entry's content; its last read fails unless size and CRC-32 are as declared.
	 *
	 * @throws InputException if it is compressed in another way than deflated, or as only a zip bomb is
	 */
	public InputStream content(final Entry entry) throws IOException {
		final InputStream raw = new ChannelStream(channel, dataOffset(entry), entry.compressedSize());
		if (entry.isStored()) return new CheckedContent(raw, entry);
		if (entry.method() != DEFLATED) throw bad(entry, "is compressed by method " + entry.method() +
			"; stored and deflated are read. Zip it anew");
		if (entry.size() > SMALL_BYTES && entry.size() / MAX_RATIO > entry.compressedSize()) throw bad(entry, "claims " + entry
			.size() + " bytes in " + entry.compressedSize() + ": this is a zip bomb, no model");
		return new CheckedContent(new Inflating(raw), entry);
	}

	/**
	 * The whole content of a small entry.
	 *
	 * @throws InputException if it has more bytes than that
	 */
	public byte[] bytes(final Entry entry, final int maxBytes) throws IOException {
		if (entry.size() > maxBytes) throw bad(entry, "has " + entry.size() + " bytes, more than the " + maxBytes +
			" that are read");
		try (InputStream in = content(entry)) {
			return in.readAllBytes();
		}
	}

	/** Fills the buffer from a stored entry, from a byte of its content on. */
	void read(final Entry entry, final long position, final ByteBuffer into) throws IOException {
		if (!entry.isStored()) throw bad(entry, "is compressed; PyTorch stores");
		if (position < 0 || position > entry.size() - into.remaining()) throw bad(entry, "is read beyond its end");
		readFully(channel, dataOffset(entry) + position, into);
	}

	/** First byte of the entry's data; its local header must agree with the directory. */
	private long dataOffset(final Entry entry) throws IOException {
		if (entry.isStored() && entry.size() != entry.compressedSize()) throw bad(entry, "is stored but claims two sizes");
		final ByteBuffer header = readAt(channel, entry.offset(), LOCAL_HEADER_BYTES);
		if (header.getInt(0) != LOCAL_HEADER) throw bad(entry, "is not where the directory says");
		final int nameBytes = Short.toUnsignedInt(header.getShort(26));
		final int extraBytes = Short.toUnsignedInt(header.getShort(28));
		final byte[] name = readAt(channel, entry.offset() + LOCAL_HEADER_BYTES, nameBytes).array();
		if (!new String(name, StandardCharsets.UTF_8).equals(entry.name())) throw bad(entry, "has another name in its own " +
			"header");
		return entry.offset() + LOCAL_HEADER_BYTES + nameBytes + extraBytes;
	}

	static ByteBuffer readAt(final FileChannel channel, final long offset, final int bytes) throws IOException {
		final ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
		readFully(channel, offset, buffer);
		return buffer.flip();
	}

	private static void readFully(final FileChannel channel, final long offset, final ByteBuffer into)
		throws IOException
	{
		long at = offset;
		while (into.hasRemaining()) {
			final int n = channel.read(into, at);
			if (n < 0) throw new InputException("it ends too early; it may not have been downloaded whole");
			at += n;
		}
	}

	private InputException bad(final Entry entry, final String what) {
		return new InputException(file + ": " + entry.name() + " " + what);
	}

	@Override
	public void close() throws IOException {
		channel.close();
	}

	/** Frees the native memory of its own inflater. */
	private static final class Inflating extends InflaterInputStream {

		Inflating(final InputStream in) {
			super(in, new Inflater(true), 1 << 16);
		}

		@Override
		public void close() throws IOException {
			inf.end();
			super.close();
		}
	}
}
