package org.lymphatlas.volume.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The names of a label map's labels, where its NIfTI-1 header carries them: the Caret XML extension that TotalSegmentator
 * and Connectome Workbench write.
 */
public final class NiftiLabelNames {

	private static final int HEADER = 348, EXTENSIONS = 352, VOXEL_OFFSET = 108, MAX_BYTES = 1 << 20;
	private static final int MAX_LABEL = 65535;
	/** Size and code; 30 is registered for Caret. */
	private static final int EXTENSION_HEADER = 8, CARET = 30;
	private static final Pattern LABEL = Pattern.compile(
		"<Label\\s+Key=\"(\\d{1,5})\"[^>]*>\\s*(?:<!\\[CDATA\\[)?\\s*([^<\\]]{1,200}?)\\s*(?:\\]\\]>)?\\s*</Label>");

	private NiftiLabelNames() {}

	/** The names by label; none if the file is of another format or names nothing. Reads at most 1 MB. */
	public static SortedMap<Integer, String> read(final Path file) {
		final SortedMap<Integer, String> names = new TreeMap<>();
		final Matcher label = LABEL.matcher(extensions(file));
		while (label.find()) {
			final int number = Integer.parseInt(label.group(1));
			if (number > 0 && number <= MAX_LABEL) names.put(number, label.group(2));
		}
		return names;
	}

	/** The header extension that carries the names; what XML would take for markup in them becomes an underscore. */
	static byte[] extension(final SortedMap<Integer, String> names) {
		final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CaretExtension>" +
			"<VolumeInformation Index=\"0\"><LabelTable>\n");
		names.forEach((label, name) -> xml.append("<Label Key=\"").append(label).append("\"><![CDATA[").append(name.replaceAll(
			"[<>&\\[\\]]", "_")).append("]]></Label>\n"));
		final byte[] text = xml.append("</LabelTable><VolumeType>Label</VolumeType></VolumeInformation></CaretExtension>")
			.toString().getBytes(StandardCharsets.UTF_8);
		final int size = (EXTENSION_HEADER + text.length + 15) / 16 * 16;
		return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).putInt(size).putInt(CARET).put(text).array();
	}

	private static String extensions(final Path file) {
		try (InputStream in = unpacked(file)) {
			final byte[] header = in.readNBytes(EXTENSIONS);
			if (header.length < EXTENSIONS || header[HEADER] == 0) return "";
			final ByteBuffer bytes = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
			if (bytes.getInt(0) != HEADER) bytes.order(ByteOrder.BIG_ENDIAN);
			if (bytes.getInt(0) != HEADER) return "";
			final float end = bytes.getFloat(VOXEL_OFFSET);
			if (!(end > EXTENSIONS && end <= MAX_BYTES)) return "";
			return new String(in.readNBytes((int) end - EXTENSIONS), StandardCharsets.UTF_8);
		}
		catch (final IOException e) {
			return "";
		}
	}

	private static InputStream unpacked(final Path file) throws IOException {
		final InputStream in = new BufferedInputStream(Files.newInputStream(file));
		in.mark(2);
		final boolean packed = in.read() == 0x1f && in.read() == 0x8b;
		in.reset();
		return packed ? new GZIPInputStream(in) : in;
	}
}
