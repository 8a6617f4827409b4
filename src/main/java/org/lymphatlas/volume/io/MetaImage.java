package org.lymphatlas.volume.io;

import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Volume;

/**
 * MetaImage files (.mha with the voxels in the file, .mhd with a file beside), packed or not. World coordinates are LPS, as
 * ITK reads them. The rows of TransformMatrix are the directions of the voxel axes.
 *
 * @see <a href="https://itk.org/Wiki/ITK/MetaIO/Documentation">MetaIO documentation</a>
 */
final class MetaImage {

	private static final Map<String, ElementType> TYPES = Map.of("MET_CHAR", ElementType.INT8, "MET_UCHAR",
		ElementType.UINT8, "MET_SHORT", ElementType.INT16, "MET_USHORT", ElementType.UINT16, "MET_INT", ElementType.INT32,
		"MET_UINT", ElementType.UINT32, "MET_LONG_LONG", ElementType.INT64, "MET_ULONG_LONG", ElementType.UINT64,
		"MET_FLOAT", ElementType.FLOAT32, "MET_DOUBLE", ElementType.FLOAT64);
	private static final String DATA = "ElementDataFile";

	private MetaImage() {}

	/** Reads the header. */
	static StoredImage open(final Path file) {
		final TextHeader header = TextHeader.read(file, line -> key(line).equals(DATA));
		if (!header.complete()) throw new InputException(file +
			": is not a MetaImage file, or ends within its header (no ElementDataFile)");
		final Map<String, String> fields = fields(file, header);
		final long dimensions = TextHeader.integers(file, fields, required(file, fields, "NDims"), 1)[0];
		if (dimensions != 3) throw new InputException(file + ": is a " + dimensions +
			"D image; a volume (3D) is needed");
		if (TextHeader.integers(file, fields, optional(fields, "ElementNumberOfChannels", "1"), 1)[0] != 1)
			throw new InputException(file + ": has " + fields.get("ElementNumberOfChannels") +
				" channels a voxel (RGB colour?); a grey-value image is needed");
		if (!isTrue(fields, "BinaryData", true)) throw new InputException(file +
			": holds its voxels as text (BinaryData = False), which is not read; save it as binary");
		final ElementType type = TYPES.get(fields.get(required(file, fields, "ElementType")));
		if (type == null) throw new InputException(file + ": voxels of type '" + fields.get("ElementType") +
			"' are not read");
		final Grid grid = grid(file, fields);
		final boolean bigEndian = isTrue(fields, "BinaryDataByteOrderMSB", false) || isTrue(fields, "ElementByteOrderMSB",
			false);
		return new StoredImage(file, grid, type, bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, 1, 0, source(
			file, header, fields, (long) grid.voxels() * type.bytes()));
	}

	private static String key(final String line) {
		return line.substring(0, Math.max(0, line.indexOf('='))).trim();
	}

	private static Map<String, String> fields(final Path file, final TextHeader header) {
		final Map<String, String> fields = new HashMap<>();
		for (final String line : header.lines()) {
			if (line.isBlank()) continue;
			if (key(line).isEmpty()) throw new InputException(file + ": has a header line without '='; it is damaged");
			fields.put(key(line), line.substring(line.indexOf('=') + 1).trim());
		}
		return fields;
	}

	private static String required(final Path file, final Map<String, String> fields, final String key) {
		if (!fields.containsKey(key)) throw new InputException(file + ": the header has no " + key + "; it is damaged");
		return key;
	}

	private static String optional(final Map<String, String> fields, final String key, final String value) {
		fields.putIfAbsent(key, value);
		return key;
	}

	private static boolean isTrue(final Map<String, String> fields, final String key, final boolean absent) {
		final String value = fields.get(key);
		return value == null ? absent : value.equalsIgnoreCase("true") || value.equals("1");
	}

	/** The first of several names that mean the same. */
	private static String firstOf(final Map<String, String> fields, final String value, final String... keys) {
		for (final String key : keys)
			if (fields.containsKey(key)) return key;
		return optional(fields, keys[0], value);
	}

	private static Grid grid(final Path file, final Map<String, String> fields) {
		final long[] size = TextHeader.integers(file, fields, required(file, fields, "DimSize"), 3);
		if (!fields.containsKey("ElementSpacing")) fields.put("ElementSpacing", fields.get(required(file, fields,
			"ElementSize")));
		final String name = file.toString();
		final double[] spacing = TextHeader.numbers(name, fields, "ElementSpacing", 3);
		final String matrix = firstOf(fields, "1 0 0 0 1 0 0 0 1", "TransformMatrix", "Rotation", "Orientation");
		final double[] rows = TextHeader.numbers(name, fields, matrix, 9);
		final String offset = firstOf(fields, "0 0 0", "Offset", "Position", "Origin");
		final double[] origin = TextHeader.numbers(name, fields, offset, 3);
		final double[] direction = new double[9];
		for (int axis = 0; axis < 3; axis++)
			for (int r = 0; r < 3; r++)
				direction[3 * r + axis] = rows[3 * axis + r];
		return Geometry.grid(name, size, spacing, origin, direction);
	}

	private static StoredImage.VoxelSource source(final Path file, final TextHeader header,
		final Map<String, String> fields, final long bytes)
	{
		final String name = fields.get(DATA);
		if (name.startsWith("LIST") || name.contains("%")) throw new InputException(file +
			": its voxels are spread over several data files (" + name + "), which is not read; save it as one file");
		final boolean local = name.equalsIgnoreCase("LOCAL");
		final Path data = local ? file : TextHeader.beside(file, name);
		final long size = VoxelReader.fileSize(data);
		final long skip = TextHeader.integers(file, fields, optional(fields, "HeaderSize", "0"), 1)[0];
		if (skip < -1) throw new InputException(file + ": HeaderSize is negative; the header is damaged");
		final long start = local ? header.bytes() : 0;
		if (isTrue(fields, "CompressedData", false)) return new StoredImage.VoxelSource(data, start, Compression.ZLIB, 0);
		return new StoredImage.VoxelSource(data, skip == -1 ? Math.max(0, size - bytes) : start + Math.min(skip, size),
			Compression.NONE, 0);
	}

	/** Writes packed voxels: in the file itself, or for a name ending in .mhd in a file {@code .zraw} beside it. */
	static void write(final Volume volume, final Path file) {
		final ElementType type = VoxelWriter.typeOf(volume);
		final String name = file.getFileName().toString();
		if (name.toLowerCase(Locale.ROOT).endsWith(".mhd")) {
			final String dataName = name.substring(0, name.length() - ".mhd".length()) + ".zraw";
			final AtomicLong packed = new AtomicLong();
			AtomicFiles.write(file.resolveSibling(dataName), out -> packed.set(VoxelWriter.writePacked(volume, type,
				Compression.ZLIB, out)));
			AtomicFiles.writeString(file, header(volume.grid(), type, packed.get(), dataName));
			return;
		}
		AtomicFiles.write(file, out -> {
			// ITK needs the packed size, which stands before the voxels: packing twice is cheaper than holding it all.
			final long packed = VoxelWriter.writePacked(volume, type, Compression.ZLIB, OutputStream.nullOutputStream());
			out.write(header(volume.grid(), type, packed, "LOCAL").getBytes(StandardCharsets.US_ASCII));
			VoxelWriter.writePacked(volume, type, Compression.ZLIB, out);
		});
	}

	private static String header(final Grid grid, final ElementType type, final long packedBytes,
		final String dataFile)
	{
		final String typeName = TYPES.entrySet().stream().filter(e -> e.getValue() == type).findAny().orElseThrow()
			.getKey();
		final double[] d = grid.direction();
		return String.join("\n", "ObjectType = Image", "NDims = 3", "BinaryData = True", "BinaryDataByteOrderMSB = False",
			"CompressedData = True", "CompressedDataSize = " + packedBytes, //
			"TransformMatrix = " + join(d[0], d[3], d[6], d[1], d[4], d[7], d[2], d[5], d[8]), //
			"Offset = " + join(grid.origin()), "CenterOfRotation = 0 0 0", "ElementSpacing = " + join(grid.spacing()), //
			"DimSize = " + grid.nx() + " " + grid.ny() + " " + grid.nz(), "ElementType = " + typeName, //
			DATA + " = " + dataFile, "");
	}

	private static String join(final double... values) {
		final StringBuilder joined = new StringBuilder();
		for (final double value : values)
			joined.append(joined.isEmpty() ? "" : " ").append(value);
		return joined.toString();
	}
}
