package org.lymphatlas.volume.io;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Volume;

/**
 * NIfTI-1 (and, for reading, NIfTI-2) single files, packed or not. The sform is used when it has a code, else the qform;
 * with neither, the voxel axes are taken for left, posterior and superior, as ITK does for Analyze-like files. World
 * coordinates are turned from RAS to LPS here.
 */
final class Nifti {

	private static final int DATA_OFFSET = 352;
	private static final int EXTENSION_FLAG = 348;
	private static final int MAX_SIZE = Short.MAX_VALUE;
	private static final int SPATIAL_UNITS = 7;
	private static final int MM = 2;
	private static final int SCANNER_ANATOMICAL = 1;
	private static final Map<Integer, ElementType> TYPES = Map.of(2, ElementType.UINT8, 4, ElementType.INT16, 8,
		ElementType.INT32, 16, ElementType.FLOAT32, 64, ElementType.FLOAT64, 256, ElementType.INT8, 512,
		ElementType.UINT16, 768, ElementType.UINT32, 1024, ElementType.INT64, 1280, ElementType.UINT64);
	private static final Map<Integer, String> REFUSED_TYPES = Map.of(1, "binary", 32, "complex", 128, "RGB colour", 1536,
		"128-bit float", 1792, "complex", 2048, "complex", 2304, "RGBA colour");

	private Nifti() {}

	/** Reads the header. */
	static StoredImage open(final Path file) {
		VoxelReader.fileSize(file);
		final boolean packed;
		final byte[] bytes;
		try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
			in.mark(2);
			packed = in.read() == 0x1f && in.read() == 0x8b;
			in.reset();
			bytes = (packed ? new GZIPInputStream(in) : in).readNBytes(NiftiHeader.BYTES_2);
		}
		catch (final ZipException | EOFException e) {
			throw new InputException(file + ": the gzip stream is corrupt or cut off within the header (" + e.getMessage() +
				")", e);
		}
		catch (final IOException e) {
			throw VoxelReader.unreadable(file, e);
		}
		final NiftiHeader header = NiftiHeader.parse(file, bytes);
		final Grid grid = Geometry.grid(file.toString(), size(file, header), affineLps(file, header));
		final boolean scaled = Double.isFinite(header.slope()) && header.slope() != 0 && Double.isFinite(header
			.intercept());
		final long offset = dataOffset(file, header);
		return new StoredImage(file, grid, type(file, header), header.order(), scaled ? header.slope() : 1, scaled ? header
			.intercept() : 0, new StoredImage.VoxelSource(file, packed ? 0 : offset, packed ? Compression.GZIP
				: Compression.NONE, packed ? offset : 0));
	}

	private static long[] size(final Path file, final NiftiHeader header) {
		final long[] dim = header.dim();
		if (dim[0] < 1 || dim[0] > 7) throw new InputException(file + ": the header has " + dim[0] +
			" dimensions; it is damaged");
		if (dim[0] < 3) throw new InputException(file + ": is a " + dim[0] + "D image; a volume (3D) is needed");
		for (int i = 4; i <= dim[0]; i++) {
			if (dim[i] > 1) throw new InputException(file + ": has " + dim[0] + " dimensions of sizes " + Arrays.toString(
				Arrays.copyOfRange(dim, 1, (int) dim[0] + 1)) + "; one volume (3D) is needed, extract it first");
		}
		return Arrays.copyOfRange(dim, 1, 4);
	}

	private static ElementType type(final Path file, final NiftiHeader header) {
		final ElementType type = TYPES.get(header.datatype());
		if (type == null) throw new InputException(file + ": voxels are " + REFUSED_TYPES.getOrDefault(header.datatype(),
			"of the unknown NIfTI datatype") + " (code " + header.datatype() +
			"); a grey-value image of integers or floats is needed");
		return type;
	}

	static ElementType elementType(final int datatype) {
		return TYPES.get(datatype);
	}

	private static long dataOffset(final Path file, final NiftiHeader header) {
		final double offset = header.voxOffset() == 0 ? DATA_OFFSET : header.voxOffset();
		if (!(offset >= NiftiHeader.BYTES_1 && offset < Long.MAX_VALUE / 2)) throw new InputException(file +
			": the header puts its voxels at byte " + offset + "; it is damaged");
		return (long) offset;
	}

	private static double[] affineLps(final Path file, final NiftiHeader header) {
		final double[] affine;
		if (header.sformCode() > 0) affine = Geometry.flipRasLps(header.sform());
		else if (header.qformCode() > 0) affine = Geometry.flipRasLps(qform(file, header));
		else affine = new double[] { spacing(file, header, 0), 0, 0, 0, 0, spacing(file, header, 1), 0, 0, 0, 0, spacing(
			file, header, 2), 0 };
		final double mm = switch (header.units() & SPATIAL_UNITS) {
			case 1 -> 1e3;
			case 3 -> 1e-3;
			default -> 1;
		};
		for (int i = 0; i < 12; i++)
			affine[i] *= mm;
		return affine;
	}

	private static double spacing(final Path file, final NiftiHeader header, final int axis) {
		final double spacing = Math.abs(header.pixdim()[axis + 1]);
		if (!(spacing > 0)) throw new InputException(file + ": the voxel spacing along axis " + axis + " is " + spacing +
			"; the header is damaged");
		return spacing;
	}

	/** nifti1.h, method 2: rotation by a unit quaternion, third axis turned round if qfac is -1. */
	private static double[] qform(final Path file, final NiftiHeader header) {
		final double b = header.qform()[0], c = header.qform()[1], d = header.qform()[2];
		final double square = 1 - (b * b + c * c + d * d);
		if (!(square > -1e-5)) throw new InputException(file + ": the qform's quaternion (" + b + ", " + c + ", " + d +
			") is no rotation; the header is damaged");
		final double a = Math.sqrt(Math.max(0, square));
		final double[] rotation = { //
			a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c), //
			2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b), //
			2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c };
		final double qfac = header.pixdim()[0] < 0 ? -1 : 1;
		final double[] affine = new double[12];
		for (int r = 0; r < 3; r++) {
			for (int k = 0; k < 3; k++)
				affine[4 * r + k] = rotation[3 * r + k] * spacing(file, header, k) * (k == 2 ? qfac : 1);
			affine[4 * r + 3] = header.qform()[3 + r];
		}
		return affine;
	}

	/** Writes a NIfTI-1 file with equal sform and qform (scanner anatomical); packed if the name ends in .gz. */
	static void write(final Volume volume, final Path file) {
		write(volume, new byte[0], file);
	}

	/** @param extension between header and voxels: none, or as the standard lays it out, a multiple of 16 bytes */
	static void write(final Volume volume, final byte[] extension, final Path file) {
		final Grid grid = volume.grid();
		for (int a = 0; a < 3; a++) {
			if (grid.size(a) > MAX_SIZE) throw new InputException(file + ": NIfTI-1 holds at most " + MAX_SIZE +
				" voxels an axis and the volume is " + grid + "; write .nrrd or .mha");
		}
		final ElementType type = VoxelWriter.typeOf(volume);
		final byte[] header = header(grid, type, DATA_OFFSET + extension.length).toBytes1().array();
		if (extension.length > 0) header[EXTENSION_FLAG] = 1;
		final boolean packed = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
		AtomicFiles.write(file, out -> {
			if (!packed) {
				out.write(header);
				out.write(extension);
				VoxelWriter.write(volume, type, out);
				return;
			}
			final ParallelDeflaterStream gzip = new ParallelDeflaterStream(out, Compression.GZIP);
			gzip.write(header);
			gzip.write(extension);
			VoxelWriter.write(volume, type, gzip);
			gzip.finish();
		});
	}

	private static NiftiHeader header(final Grid grid, final ElementType type, final int dataOffset) {
		final int datatype = TYPES.entrySet().stream().filter(e -> e.getValue() == type).findAny().orElseThrow().getKey();
		final double[] sform = Geometry.flipRasLps(grid.voxelToWorld());
		final double[] rotation = Geometry.flipRasLps(direction3x4(grid));
		final double determinant = Geometry.determinant(rotation);
		for (int r = 0; r < 3; r++)
			rotation[4 * r + 2] *= Math.signum(determinant);
		final double[] q = Quaternion.of(rotation);
		return new NiftiHeader(ByteOrder.LITTLE_ENDIAN, new long[] { 3, grid.nx(), grid.ny(), grid.nz(), 1, 1, 1, 1 },
			datatype, new double[] { Math.signum(determinant), grid.spacing(0), grid.spacing(1), grid.spacing(2), 1, 1, 1,
				1 }, dataOffset, 1, 0, MM, SCANNER_ANATOMICAL, SCANNER_ANATOMICAL, new double[] { q[1], q[2], q[3],
					sform[3], sform[7], sform[11] }, sform);
	}

	private static double[] direction3x4(final Grid grid) {
		final double[] d = grid.direction();
		return new double[] { d[0], d[1], d[2], 0, d[3], d[4], d[5], 0, d[6], d[7], d[8], 0 };
	}
}
