package org.lymphatlas.volume.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.lymphatlas.volume.Grid;

/** Builds DICOM slices of 2 x 3 pixels, element by element (DICOM PS3.5). */
final class DicomFile {

	/** Four slices 2 mm apart, turned by 30 degrees about the x axis. */
	static final Grid OBLIQUE = new Grid(new int[] { 2, 3, 4 }, new double[] { 0.7, 0.9, 2 }, new double[] { -10, 20,
		-300 }, new double[] { 1, 0, 0, 0, Math.cos(Math.PI / 6), -0.5, 0, 0.5, Math.cos(Math.PI / 6) });

	private static final String EXPLICIT = "1.2.840.10008.1.2.1";
	private static final String BIG_ENDIAN = "1.2.840.10008.1.2.2";
	private static final Set<String> US = Set.of("0028,0002", "0028,0010", "0028,0011", "0028,0100", "0028,0101",
		"0028,0102", "0028,0103");
	private static final Map<String, String> TEXT_TYPES = Map.of("0008,0016", "UI", "0008,0060", "CS", "0008,103E", "LO",
		"0020,000E", "UI", "0020,0032", "DS", "0020,0037", "DS", "0028,0008", "IS", "0028,0030", "DS", "0028,1052", "DS",
		"0028,1053", "DS");

	private final TreeMap<String, String> elements = new TreeMap<>();
	private final TreeMap<String, Map.Entry<String, String>> sequences = new TreeMap<>();
	private final double place;
	private String syntax = EXPLICIT;
	private double slope = 1;
	private double intercept;
	private int bitsStored = 16;

	private DicomFile(final double place) {
		this.place = place;
	}

	/** HU that the slices show; small enough for 12 bits, even, and not alike at any two voxels. */
	static int hu(final int x, final int y, final double z) {
		return -1000 + 2 * (x + 10 * y + (int) (100 * z));
	}

	/** A slice of {@link #OBLIQUE}, {@code place} steps from the first. */
	static DicomFile oblique(final double place) {
		final double[] at = OBLIQUE.toWorld(0, 0, place);
		final double[] d = OBLIQUE.direction();
		return new DicomFile(place).set("0008,0016", "1.2.840.10008.5.1.4.1.1.2").set("0008,0060", "CT").set("0008,103E",
			"Thorax").set("0020,000E", "1.2.3.4").set("0020,0032", ds(at)).set("0020,0037", ds(d[0], d[3], d[6], d[1], d[4],
				d[7])).set("0028,0002", "1").set("0028,0010", "3").set("0028,0011", "2").set("0028,0030", "0.9\\0.7").set(
					"0028,0100", "16").set("0028,0101", "16").set("0028,0102", "15").set("0028,0103", "1").set("0028,1052", "0")
			.set("0028,1053", "1");
	}

	private static String ds(final double... values) {
		final StringBuilder text = new StringBuilder();
		for (final double value : values)
			text.append(text.isEmpty() ? "" : "\\").append(String.format(Locale.ROOT, "%.6f", value));
		return text.toString();
	}

	DicomFile set(final String tag, final String value) {
		elements.put(tag, value);
		return this;
	}

	DicomFile without(final String tag) {
		elements.remove(tag);
		return this;
	}

	/** A sequence of one item with one element, lengths defined. */
	DicomFile sequence(final String tag, final String itemTag, final String value) {
		sequences.put(tag, Map.entry(itemTag, value));
		return set(tag, "");
	}

	DicomFile syntax(final String uid) {
		syntax = uid;
		return this;
	}

	DicomFile rows(final int rows) {
		return set("0028,0010", "" + rows);
	}

	DicomFile samples(final int samples) {
		return set("0028,0002", "" + samples);
	}

	DicomFile stored(final int allocated, final int stored, final boolean isSigned, final double rescaleSlope,
		final double rescaleIntercept)
	{
		bitsStored = stored;
		slope = rescaleSlope;
		intercept = rescaleIntercept;
		return set("0028,0100", "" + allocated).set("0028,0101", "" + stored).set("0028,0103", isSigned ? "1" : "0").set(
			"0028,1053", "" + rescaleSlope).set("0028,1052", "" + rescaleIntercept);
	}

	/** Moved along its rows. */
	DicomFile shifted(final double mm) {
		final double[] at = OBLIQUE.toWorld(mm / OBLIQUE.spacing(0), 0, place);
		return set("0020,0032", ds(at));
	}

	void write(final Path file) throws IOException {
		Files.write(file, bytes());
	}

	byte[] bytes() throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(new byte[128]);
		out.write("DICM".getBytes(StandardCharsets.US_ASCII));
		element(out, 0x0002, 0x0010, "UI", padded(syntax, (char) 0), ByteOrder.LITTLE_ENDIAN, true);
		final ByteOrder order = syntax.equals(BIG_ENDIAN) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
		final boolean explicit = !syntax.equals("1.2.840.10008.1.2");
		for (final Map.Entry<String, String> element : elements.entrySet()) {
			final String tag = element.getKey();
			if (sequences.containsKey(tag)) element(out, group(tag), number(tag), "SQ", item(sequences.get(tag), order,
				explicit), order, explicit);
			else if (US.contains(tag)) element(out, group(tag), number(tag), "US", ByteBuffer.allocate(2).order(order).putShort(
				0, (short) Integer.parseInt(element.getValue())).array(), order, explicit);
			else element(out, group(tag), number(tag), TEXT_TYPES.get(tag), padded(element.getValue(), ' '), order, explicit);
		}
		element(out, 0x7fe0, 0x0010, "OW", pixels(order), order, explicit);
		return out.toByteArray();
	}

	private static byte[] item(final Map.Entry<String, String> content, final ByteOrder order, final boolean explicit)
		throws IOException
	{
		final ByteArrayOutputStream inner = new ByteArrayOutputStream();
		final String tag = content.getKey();
		element(inner, group(tag), number(tag), TEXT_TYPES.get(tag), padded(content.getValue(), ' '), order, explicit);
		final ByteArrayOutputStream item = new ByteArrayOutputStream();
		element(item, 0xfffe, 0xe000, "", inner.toByteArray(), order, false);
		return item.toByteArray();
	}

	private static int group(final String tag) {
		return Integer.parseInt(tag.substring(0, 4), 16);
	}

	private static int number(final String tag) {
		return Integer.parseInt(tag.substring(5), 16);
	}

	private byte[] pixels(final ByteOrder order) {
		final ByteBuffer pixels = ByteBuffer.allocate(12).order(order);
		for (int i = 0; i < 6; i++) {
			int stored = (int) Math.rint((hu(i % 2, i / 2, place) - intercept) / slope);
			// What stands in the bits that do not count is free.
			if (bitsStored < 16) stored = stored & (1 << bitsStored) - 1 | 0x5 << bitsStored;
			pixels.putShort(2 * i, (short) stored);
		}
		return pixels.array();
	}

	private static byte[] padded(final String text, final char pad) {
		return (text.length() % 2 == 0 ? text : text + pad).getBytes(StandardCharsets.US_ASCII);
	}

	private static void element(final ByteArrayOutputStream out, final int group, final int element, final String type,
		final byte[] value, final ByteOrder order, final boolean explicit) throws IOException
	{
		final ByteBuffer head = ByteBuffer.allocate(12).order(order);
		head.putShort((short) group).putShort((short) element);
		if (!explicit) head.putInt(value.length);
		else {
			head.put(type.getBytes(StandardCharsets.US_ASCII));
			if (type.equals("OW") || type.equals("SQ")) head.putShort((short) 0).putInt(value.length);
			else head.putShort((short) value.length);
		}
		out.write(head.array(), 0, head.position());
		out.write(value);
	}
}
