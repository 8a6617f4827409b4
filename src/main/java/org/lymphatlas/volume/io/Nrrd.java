package org.lymphatlas.volume.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Volume;

/**
 * NRRD files: raw or gzip, attached or detached header, in the spaces LPS, RAS and LAS. Without a space, the axes are taken
 * for left, posterior and superior, as ITK does.
 *
 * @see <a href="https://teem.sourceforge.net/nrrd/format.html">Definition of NRRD File Format</a>
 */
final class Nrrd {

	private static final Map<String, ElementType> TYPES = types();

	private Nrrd() {}

	private static Map<String, ElementType> types() {
		final Map<String, ElementType> types = new HashMap<>();
		put(types, ElementType.INT8, "signed char", "int8", "int8_t");
		put(types, ElementType.UINT8, "uchar", "unsigned char", "uint8", "uint8_t");
		put(types, ElementType.INT16, "short", "short int", "signed short", "signed short int", "int16", "int16_t");
		put(types, ElementType.UINT16, "ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t");
		put(types, ElementType.INT32, "int", "signed int", "int32", "int32_t");
		put(types, ElementType.UINT32, "uint", "unsigned int", "uint32", "uint32_t");
		put(types, ElementType.INT64, "longlong", "long long", "long long int", "signed long long", "signed long long int",
			"int64", "int64_t");
		put(types, ElementType.UINT64, "ulonglong", "unsigned long long", "unsigned long long int", "uint64", "uint64_t");
		put(types, ElementType.FLOAT32, "float");
		put(types, ElementType.FLOAT64, "double");
		return types;
	}

	private static void put(final Map<String, ElementType> types, final ElementType type, final String... names) {
		for (final String name : names)
			types.put(name, type);
	}

	/** Reads the header. */
	static StoredImage open(final Path file) {
		final TextHeader header = TextHeader.read(file, String::isEmpty);
		if (!header.lines().get(0).startsWith("NRRD000")) throw new InputException(file +
			": is not an NRRD file (it does not begin with NRRD000)");
		final Map<String, String> fields = fields(file, header);
		final ElementType type = TYPES.get(required(file, fields, "type").toLowerCase(Locale.ROOT));
		if (type == null) throw new InputException(file + ": voxels of type '" + fields.get("type") + "' are not read");
		final Grid grid = NrrdGeometry.grid(file, fields);
		return new StoredImage(file, grid, type, order(file, fields, type), 1, 0, source(file, header, fields, type, grid));
	}

	private static Map<String, String> fields(final Path file, final TextHeader header) {
		final Map<String, String> fields = new HashMap<>();
		for (final String line : header.lines().subList(1, header.lines().size())) {
			// Comments, and "key:=value" pairs, which only applications understand.
			if (line.isEmpty() || line.startsWith("#") || line.contains(":=")) continue;
			final int colon = line.indexOf(": ");
			if (colon < 0) throw new InputException(file + ": the header line '" + line +
				"' is no NRRD field; the header is damaged");
			final String key = line.substring(0, colon).toLowerCase(Locale.ROOT).replace("datafile", "data file").replace(
				"lineskip", "line skip").replace("byteskip", "byte skip");
			fields.put(key, line.substring(colon + 2).trim());
			// A list of data files follows; it is refused later.
			if (key.equals("data file") && fields.get(key).startsWith("LIST")) break;
		}
		return fields;
	}

	static String required(final Path file, final Map<String, String> fields, final String key) {
		final String value = fields.get(key);
		if (value == null) throw new InputException(file + ": the header has no '" + key + "'; it is damaged");
		return value;
	}

	private static ByteOrder order(final Path file, final Map<String, String> fields, final ElementType type) {
		if (type.bytes() == 1) return ByteOrder.LITTLE_ENDIAN;
		return switch (required(file, fields, "endian").toLowerCase(Locale.ROOT)) {
			case "little" -> ByteOrder.LITTLE_ENDIAN;
			case "big" -> ByteOrder.BIG_ENDIAN;
			default -> throw new InputException(file + ": 'endian: " + fields.get("endian") + "' is neither little nor big");
		};
	}

	private static StoredImage.VoxelSource source(final Path file, final TextHeader header,
		final Map<String, String> fields, final ElementType type, final Grid grid)
	{
		final Compression compression = switch (required(file, fields, "encoding").toLowerCase(Locale.ROOT)) {
			case "raw" -> Compression.NONE;
			case "gzip", "gz" -> Compression.GZIP;
			default -> throw new InputException(file + ": voxels in the encoding '" + fields.get("encoding") +
				"' are not read; save it with encoding raw or gzip");
		};
		final String name = fields.get("data file");
		if (name != null && (name.startsWith("LIST") || name.contains("%"))) throw new InputException(file +
			": its voxels are spread over several data files ('" + name + "'), which is not read; save it as one file");
		if (name == null && !header.complete()) throw new InputException(file + ": ends within its header");
		final Path data = name == null ? file : TextHeader.beside(file, name);
		final long lines = fields.containsKey("line skip") ? TextHeader.integers(file, fields, "line skip", 1)[0] : 0;
		final long skip = fields.containsKey("byte skip") ? TextHeader.integers(file, fields, "byte skip", 1)[0] : 0;
		final boolean packed = compression != Compression.NONE;
		if (lines < 0 || skip < (packed ? 0 : -1)) throw new InputException(file +
			": its line skip or byte skip is negative; the header is damaged");
		final long size = VoxelReader.fileSize(data);
		if (skip == -1) return new StoredImage.VoxelSource(data, Math.max(0, size - (long) grid.voxels() * type.bytes()),
			compression, 0);
		final long offset = afterLines(data, name == null ? header.bytes() : 0, lines);
		return new StoredImage.VoxelSource(data, packed ? offset : Math.addExact(offset, Math.min(skip, size)), compression,
			packed ? skip : 0);
	}

	/** The position after a number of line ends. */
	private static long afterLines(final Path file, final long from, final long lines) {
		long at = from;
		if (lines == 0) return at;
		try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
			in.skipNBytes(from);
			for (long line = 0; line < lines; at++) {
				final int c = in.read();
				if (c < 0) throw new InputException(file + ": ends within the " + lines + " lines to be skipped");
				if (c == '\n') line++;
			}
			return at;
		}
		catch (final IOException e) {
			throw VoxelReader.unreadable(file, e);
		}
	}

	/** Writes gzip-encoded voxels: in the file itself, or for a name ending in .nhdr in a file {@code .raw.gz} beside it. */
	static void write(final Volume volume, final Path file) {
		final ElementType type = VoxelWriter.typeOf(volume);
		final String name = file.getFileName().toString();
		if (!name.toLowerCase(Locale.ROOT).endsWith(".nhdr")) {
			AtomicFiles.write(file, out -> {
				out.write(header(volume.grid(), type, "").getBytes(StandardCharsets.US_ASCII));
				VoxelWriter.writePacked(volume, type, Compression.GZIP, out);
			});
			return;
		}
		final String dataName = name.substring(0, name.length() - ".nhdr".length()) + ".raw.gz";
		AtomicFiles.write(file.resolveSibling(dataName), out -> VoxelWriter.writePacked(volume, type, Compression.GZIP, out));
		AtomicFiles.writeString(file, header(volume.grid(), type, "data file: " + dataName + "\n"));
	}

	private static String header(final Grid grid, final ElementType type, final String dataFile) {
		final String typeName = switch (type) {
			case INT16 -> "int16";
			case FLOAT32 -> "float";
			case UINT8 -> "uint8";
			case UINT16 -> "uint16";
			default -> throw new IllegalArgumentException("Not a type that volumes are stored as: " + type);
		};
		return "NRRD0004\ntype: " + typeName + "\ndimension: 3\nspace: left-posterior-superior\n" + //
			"sizes: " + grid.nx() + " " + grid.ny() + " " + grid.nz() + "\n" + NrrdGeometry.fields(grid) +
			"kinds: domain domain domain\nendian: little\nencoding: gzip\n" + dataFile + "\n";
	}
}
