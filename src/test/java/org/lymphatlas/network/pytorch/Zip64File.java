package org.lymphatlas.network.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Writes zips of stored entries whose sizes and offsets all stand in zip64 fields, also sparse ones of many gigabytes. */
final class Zip64File implements AutoCloseable {

	private static final int ZIP64_EXTRA_BYTES = 28;

	private record Entry(String name, long offset, long size, int crc) {}

	private final FileChannel channel;
	private final List<Entry> entries = new ArrayList<>();

	Zip64File(final Path file) throws IOException {
		channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ,
			StandardOpenOption.SPARSE);
	}

	static byte[] small(final String name, final byte[] content) throws IOException {
		final Path file = Files.createTempDirectory("zip64").resolve("small.zip");
		try (Zip64File zip = new Zip64File(file)) {
			zip.add(name, content);
		}
		final byte[] bytes = Files.readAllBytes(file);
		Files.delete(file);
		Files.delete(file.getParent());
		return bytes;
	}

	void add(final String name, final byte[] content) throws IOException {
		final CRC32 crc = new CRC32();
		crc.update(content);
		header(name, content.length, (int) crc.getValue());
		write(ByteBuffer.wrap(content));
	}

	/** Zeros that take no room on the disk, then a few bytes. */
	void addSparse(final String name, final long zeros, final byte[] tail) throws IOException {
		final CRC32 crc = new CRC32();
		final byte[] chunk = new byte[1 << 20];
		for (long left = zeros; left > 0; left -= chunk.length)
			crc.update(chunk, 0, (int) Math.min(left, chunk.length));
		crc.update(tail);
		header(name, zeros + tail.length, (int) crc.getValue());
		channel.position(channel.position() + zeros);
		write(ByteBuffer.wrap(tail));
	}

	private void header(final String name, final long size, final int crc) throws IOException {
		entries.add(new Entry(name, channel.position(), size, crc));
		final byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
		write(buffer(30 + utf8.length).putInt(0x04034b50).putShort((short) 45).putInt(0).putInt(0).putInt(crc).putInt(-1)
			.putInt(-1).putShort((short) utf8.length).putShort((short) 0).put(utf8).flip());
	}

	@Override
	public void close() throws IOException {
		final long start = channel.position();
		for (final Entry e : entries) {
			final byte[] utf8 = e.name.getBytes(StandardCharsets.UTF_8);
			write(buffer(46 + utf8.length + ZIP64_EXTRA_BYTES).putInt(0x02014b50).putShort((short) 45).putShort((short) 45).putInt(
				0).putInt(0).putInt(e.crc).putInt(-1).putInt(-1).putShort((short) utf8.length).putShort((short) ZIP64_EXTRA_BYTES)
				.putShort((short) 0).putInt(0).putInt(0).putInt(-1).put(utf8).putShort((short) 1).putShort((short) 24).putLong(
					e.size).putLong(e.size).putLong(e.offset).flip());
		}
		final long end = channel.position();
		write(buffer(56).putInt(0x06064b50).putLong(44).putInt(0).putInt(0).putInt(0).putLong(entries.size()).putLong(entries
			.size()).putLong(end - start).putLong(start).flip());
		write(buffer(20).putInt(0x07064b50).putInt(0).putLong(end).putInt(1).flip());
		write(buffer(22).putInt(0x06054b50).putInt(0).putShort((short) -1).putShort((short) -1).putInt(-1).putInt(-1).putShort(
			(short) 0).flip());
		channel.close();
	}

	private static ByteBuffer buffer(final int bytes) {
		return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
	}

	private void write(final ByteBuffer bytes) throws IOException {
		while (bytes.hasRemaining())
			channel.write(bytes);
	}
}
