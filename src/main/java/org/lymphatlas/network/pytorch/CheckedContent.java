package org.lymphatlas.network.pytorch;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

import org.lymphatlas.volume.InputException;

/** The content of a zip's entry: as many bytes as declared, with the CRC-32 declared, or an error at the end. */
final class CheckedContent extends FilterInputStream {

	private final ZipArchive.Entry entry;
	private final CRC32 crc = new CRC32();
	private long left;

	CheckedContent(final InputStream in, final ZipArchive.Entry entry) {
		super(in);
		this.entry = entry;
		this.left = entry.size();
	}

	@Override
	public int read() throws IOException {
		final byte[] one = new byte[1];
		return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(final byte[] into, final int from, final int length) throws IOException {
		if (length == 0) return 0;
		if (left == 0) return -1;
		final int n = readSome(into, from, (int) Math.min(length, left));
		if (n < 0) throw new InputException(entry.name() + " ends " + left + " bytes early; the file is damaged");
		crc.update(into, from, n);
		left -= n;
		if (left == 0 && (int) crc.getValue() != entry.crc32()) throw new InputException(entry.name() +
			" is damaged: its CRC-32 is not the one declared");
		return n;
	}

	private int readSome(final byte[] into, final int from, final int length) throws IOException {
		try {
			return in.read(into, from, length);
		}
		catch (final ZipException | EOFException e) {
			throw new InputException(entry.name() + " cannot be inflated (" + e.getMessage() + "); the file is damaged", e);
		}
	}

	@Override
	public boolean markSupported() {
		return false;
	}

	@Override
	public long skip(final long n) throws IOException {
		final byte[] skipped = new byte[(int) Math.min(n, 1 << 13)];
		return Math.max(0, read(skipped, 0, skipped.length));
	}
}
