package org.lymphatlas.network.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.lymphatlas.volume.InputException;

/**
 * The central directory of a zip file, zip64 included (PKWARE's APPNOTE 4.3). Refused are duplicate names, names that lead
 * out of the archive, symbolic links, encrypted entries, entries that overlap (Fifield 2019, A better zip bomb), several
 * disks, and sizes or offsets that the file cannot hold.
 */
final class ZipDirectory {

	private static final int END = 0x06054b50;
	private static final int END_BYTES = 22;
	private static final int ZIP64_LOCATOR = 0x07064b50;
	private static final int ZIP64_LOCATOR_BYTES = 20;
	private static final int ZIP64_END = 0x06064b50;
	private static final int ZIP64_END_BYTES = 56;
	private static final int RECORD = 0x02014b50;
	private static final int RECORD_BYTES = 46;
	private static final int LOCAL_HEADER_BYTES = 30;
	private static final long UNSIGNED_INT = 0xffffffffL;
	private static final int MAX_DIRECTORY_BYTES = 64 << 20;

	/** Where the directory lies. */
	private record Place(long entries, long bytes, long offset, long end) {}

	private ZipDirectory() {}

	/** @return files by name, without folders, in the directory's order */
	static Map<String, ZipArchive.Entry> read(final FileChannel channel) throws IOException {
		final Place place = place(channel);
		if (place.bytes < 0 || place.offset < 0 || place.offset > place.end - place.bytes || place.bytes > MAX_DIRECTORY_BYTES ||
			place.entries < 0 || place.entries > place.bytes / RECORD_BYTES) throw new InputException("its directory claims " +
				place.entries + " entries in " + place.bytes + " bytes, which it cannot hold");
		final ByteBuffer directory = ZipArchive.readAt(channel, place.offset, (int) place.bytes);
		final Map<String, ZipArchive.Entry> entries = new LinkedHashMap<>();
		for (long i = 0; i < place.entries; i++) {
			final ZipArchive.Entry entry = entry(directory);
			if (entry.name().endsWith("/")) continue;
			if (entries.put(entry.name(), entry) != null) throw new InputException("it holds " + entry.name() + " twice");
		}
		requireApart(entries.values(), place.offset);
		return entries;
	}

	private static Place place(final FileChannel channel) throws IOException {
		final long size = channel.size();
		final int tailBytes = (int) Math.min(size, END_BYTES + 0xffff);
		final ByteBuffer tail = ZipArchive.readAt(channel, size - tailBytes, tailBytes);
		int at = tailBytes - END_BYTES;
		while (at >= 0 && (tail.getInt(at) != END || Short.toUnsignedInt(tail.getShort(at + 20)) != tailBytes - END_BYTES -
			at))
			at--;
		if (at < 0) throw new InputException("it is no zip, or was not downloaded whole");
		final long end = size - tailBytes + at;
		final Place place = new Place(Short.toUnsignedInt(tail.getShort(at + 10)), Integer.toUnsignedLong(tail.getInt(at +
			12)), Integer.toUnsignedLong(tail.getInt(at + 16)), end);
		final boolean zip64 = place.entries == 0xffff || place.bytes == UNSIGNED_INT || place.offset == UNSIGNED_INT;
		if (zip64) return zip64Place(channel, end);
		if (tail.getShort(at + 4) != 0 || tail.getShort(at + 6) != 0) throw new InputException("it is one of several disks");
		return place;
	}

	private static Place zip64Place(final FileChannel channel, final long end) throws IOException {
		final long locatorAt = end - ZIP64_LOCATOR_BYTES;
		final ByteBuffer locator = locatorAt < 0 ? null : ZipArchive.readAt(channel, locatorAt, ZIP64_LOCATOR_BYTES);
		final long at = locator == null || locator.getInt(0) != ZIP64_LOCATOR ? -1 : locator.getLong(8);
		if (at < 0 || at > locatorAt - ZIP64_END_BYTES) throw new InputException("its zip64 directory is not to be found");
		final ByteBuffer record = ZipArchive.readAt(channel, at, ZIP64_END_BYTES);
		if (record.getInt(0) != ZIP64_END || record.getInt(16) != 0 || record.getInt(20) != 0) throw new InputException(
			"its zip64 directory is damaged");
		return new Place(record.getLong(32), record.getLong(40), record.getLong(48), at);
	}

	private static ZipArchive.Entry entry(final ByteBuffer d) {
		if (d.remaining() < RECORD_BYTES || d.getInt(d.position()) != RECORD) throw damaged();
		final int p = d.position();
		final int nameBytes = Short.toUnsignedInt(d.getShort(p + 28));
		final int extraBytes = Short.toUnsignedInt(d.getShort(p + 30));
		final int total = RECORD_BYTES + nameBytes + extraBytes + Short.toUnsignedInt(d.getShort(p + 32));
		if (d.remaining() < total) throw damaged();
		final byte[] raw = new byte[nameBytes];
		d.get(p + RECORD_BYTES, raw);
		final String name = safe(new String(raw, StandardCharsets.UTF_8));
		if ((d.getShort(p + 8) & 1) != 0) throw new InputException(name + " is encrypted");
		if ((d.getInt(p + 38) >>> 28) == 0xa) throw new InputException(name + " is a symbolic link");
		final long[] sizes = { Integer.toUnsignedLong(d.getInt(p + 24)), Integer.toUnsignedLong(d.getInt(p + 20)), Integer
			.toUnsignedLong(d.getInt(p + 42)) };
		widen(sizes, d.slice(p + RECORD_BYTES + nameBytes, extraBytes).order(d.order()));
		d.position(p + total);
		return new ZipArchive.Entry(name, d.getShort(p + 10), sizes[2], sizes[1], sizes[0], d.getInt(p + 16));
	}

	/** Size, compressed size and offset that do not fit 32 bits stand in the extra field 1, in this order. */
	private static void widen(final long[] sizes, final ByteBuffer extra) {
		while (extra.remaining() >= 4) {
			final int id = Short.toUnsignedInt(extra.getShort());
			final int bytes = Short.toUnsignedInt(extra.getShort());
			if (bytes > extra.remaining()) throw damaged();
			final int next = extra.position() + bytes;
			for (int i = 0; i < 3 && id == 1; i++) {
				if (sizes[i] != UNSIGNED_INT) continue;
				if (next - extra.position() < Long.BYTES) throw damaged();
				sizes[i] = extra.getLong();
			}
			extra.position(next);
		}
		for (final long size : sizes)
			if (size < 0) throw damaged();
	}

	private static String safe(final String name) {
		if (name.isEmpty() || name.indexOf('\\') >= 0 || name.indexOf(':') >= 0 || name.indexOf('\0') >= 0 || name.startsWith(
			"/") || List.of(name.split("/")).contains("..")) throw new InputException("its entry '" + name +
				"' would lead out of the archive");
		return name;
	}

	private static void requireApart(final Iterable<ZipArchive.Entry> entries, final long directory) {
		final List<ZipArchive.Entry> sorted = new ArrayList<>();
		entries.forEach(sorted::add);
		sorted.sort(Comparator.comparingLong(ZipArchive.Entry::offset));
		for (int i = 0; i < sorted.size(); i++) {
			final ZipArchive.Entry e = sorted.get(i);
			final long limit = i + 1 < sorted.size() ? sorted.get(i + 1).offset() : directory;
			if (e.compressedSize() > limit - e.offset() - LOCAL_HEADER_BYTES) throw new InputException(e.name() + " claims " + e
				.compressedSize() + " bytes where other data or the end of the file stand");
		}
	}

	private static InputException damaged() {
		return new InputException("its directory is damaged");
	}
}
