package org.lymphatlas.volume.io;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Set;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/**
 * One slice of a CT series: where it lies in the patient and how its pixels are stored. HU are
 * {@code slope * stored + intercept}.
 *
 * @param spacing between columns (along x), between rows (along y), mm
 * @param position centre of the first pixel, LPS mm
 * @param orientation unit vectors along x (a row) and y (a column), LPS
 * @param bits bits of a stored value that count
 */
record DicomSlice(Path file, String series, String description, int columns, int rows, double[] spacing,
	double[] position, double[] orientation, ElementType type, ByteOrder order, int bits, boolean signed, double slope,
	double intercept, long pixelOffset)
{

	private static final String IMPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2";
	private static final String EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
	private static final String EXPLICIT_BIG_ENDIAN = "1.2.840.10008.1.2.2";
	private static final Set<String> UNCOMPRESSED = Set.of(IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN,
		EXPLICIT_BIG_ENDIAN);

	/** @throws InputException if it is not an uncompressed grey-value CT slice */
	static DicomSlice of(final DicomHeader header) {
		final Path file = header.file();
		final String syntax = syntax(header);
		if (isCompressed(header)) throw new InputException(file +
			": its pixels are compressed (transfer syntax " + syntax + ", " + syntaxName(syntax) +
			"), which ImageJ does not read; decompress the series first (dcmdjpeg, gdcmconv --raw)");
		final String modality = header.find("0008,0060").orElse("CT");
		if (!modality.equals("CT")) throw new InputException(file + ": is of modality " + modality + ", not CT");
		if (header.number("0028,0008", "number of frames", 1) > 1) throw new InputException(file +
			": holds several frames (enhanced DICOM), which is not read; convert it to one file a slice or to NIfTI");
		if (header.number("0028,0002", "samples per pixel", 1) != 1) throw new InputException(file +
			": is a colour image (" + header.find("0028,0004").orElse("RGB") + "); a grey-value CT is needed");
		final int allocated = header.integer("0028,0100", "bits allocated");
		final boolean signed = header.number("0028,0103", "pixel representation", 0) == 1;
		final ElementType type = switch (allocated) {
			case 8 -> signed ? ElementType.INT8 : ElementType.UINT8;
			case 16 -> signed ? ElementType.INT16 : ElementType.UINT16;
			default -> throw new InputException(file + ": has " + allocated + " bits a pixel; 8 or 16 are read");
		};
		final double[] rowAndColumnSpacing = header.numbers("0028,0030", "pixel spacing", 2);
		return new DicomSlice(file, //
			header.text("0020,000E", "series"), //
			header.find("0008,103E").orElse("no description"), //
			header.integer("0028,0011", "columns"), //
			header.integer("0028,0010", "rows"), //
			new double[] { rowAndColumnSpacing[1], rowAndColumnSpacing[0] }, //
			header.numbers("0020,0032", "image position", 3), //
			header.numbers("0020,0037", "image orientation", 6), //
			type, //
			syntax.equals(EXPLICIT_BIG_ENDIAN) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, //
			bitsStored(header, allocated), //
			signed, //
			header.number("0028,1053", "rescale slope", 1), //
			header.number("0028,1052", "rescale intercept", 0), //
			header.integer("7FE0,0010", "pixel data"));
	}

	private static int bitsStored(final DicomHeader header, final int allocated) {
		final double bits = header.number("0028,0101", "bits stored", allocated);
		if (!(bits >= 1 && bits <= allocated)) throw new InputException(header.file() + ": bits stored are " + bits +
			" of " + allocated + " allocated; the header is damaged");
		return (int) bits;
	}

	static boolean isCompressed(final DicomHeader header) {
		return !UNCOMPRESSED.contains(syntax(header));
	}

	private static String syntax(final DicomHeader header) {
		return header.find("0002,0010").orElse(IMPLICIT_LITTLE_ENDIAN);
	}

	private static String syntaxName(final String syntax) {
		if (syntax.equals("1.2.840.10008.1.2.1.99")) return "deflated";
		if (syntax.equals("1.2.840.10008.1.2.5")) return "run-length";
		if (syntax.matches("1\\.2\\.840\\.10008\\.1\\.2\\.4\\.9[0-3]")) return "JPEG 2000";
		if (syntax.matches("1\\.2\\.840\\.10008\\.1\\.2\\.4\\.8[01]")) return "JPEG-LS";
		return syntax.startsWith("1.2.840.10008.1.2.4.") ? "JPEG or the like" : "unknown";
	}

	/** Unit vector from slice to slice: right-handed with the rows and columns. */
	double[] normal() {
		final double[] o = orientation;
		return new double[] { o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3] };
	}

	/** Position along a direction, mm. */
	double along(final double[] direction) {
		return position[0] * direction[0] + position[1] * direction[1] + position[2] * direction[2];
	}

	/** The stored pixels, unscaled. */
	StoredImage pixels() {
		final Grid plane = Geometry.grid(file.toString(), new long[] { columns, rows, 1 }, new double[] { spacing[0],
			spacing[1], 1 }, position, new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 });
		return new StoredImage(file, plane, type, order, 1, 0, new StoredImage.VoxelSource(file, pixelOffset,
			Compression.NONE, 0));
	}

	/** HU of a stored value; bits beyond those that count are cut off. */
	double hu(final double stored) {
		final int shift = Integer.SIZE - bits;
		final int raised = (int) stored << shift;
		return slope * (signed ? raised >> shift : raised >>> shift) + intercept;
	}
}
