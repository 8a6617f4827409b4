package org.lymphatlas.volume.io;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/** The fields of an NRRD header that place the voxels in the patient. */
final class NrrdGeometry {

	private NrrdGeometry() {}

	static Grid grid(final Path file, final Map<String, String> fields) {
		final long dimension = TextHeader.integers(file, Map.of("dimension", Nrrd.required(file, fields, "dimension")),
			"dimension", 1)[0];
		if (dimension == 2) throw new InputException(file + ": is a 2D image; a volume (3D) is needed");
		if (dimension != 3) throw new InputException(file + ": has " + dimension +
			" dimensions (several channels, colours or time points?); one grey-value volume (3D) is needed");
		Nrrd.required(file, fields, "sizes");
		final long[] size = TextHeader.integers(file, fields, "sizes", 3);
		checkKinds(file, fields);
		final double[] affine = new double[12];
		if (fields.containsKey("space directions")) {
			if (fields.get("space directions").contains("none")) throw new InputException(file +
				": has an axis without direction (colours or channels); one grey-value volume (3D) is needed");
			final double[] vectors = TextHeader.numbers(file.toString(), fields, "space directions", 9);
			for (int axis = 0; axis < 3; axis++)
				for (int r = 0; r < 3; r++)
					affine[4 * r + axis] = vectors[3 * axis + r];
		}
		else {
			if (!fields.containsKey("spacings")) throw new InputException(file +
				": the header has neither 'space directions' nor 'spacings': the size of a voxel is not known; add it");
			final double[] spacings = TextHeader.numbers(file.toString(), fields, "spacings", 3);
			for (int axis = 0; axis < 3; axis++)
				affine[5 * axis] = spacings[axis];
		}
		if (fields.containsKey("space origin")) {
			final double[] origin = TextHeader.numbers(file.toString(), fields, "space origin", 3);
			for (int r = 0; r < 3; r++)
				affine[4 * r + 3] = origin[r];
		}
		return Geometry.grid(file.toString(), size, toLps(file, fields, affine));
	}

	private static double[] toLps(final Path file, final Map<String, String> fields, final double[] affine) {
		final boolean[] flip = switch (fields.getOrDefault("space", "lps").toLowerCase(Locale.ROOT)) {
			case "left-posterior-superior", "lps" -> new boolean[] { false, false };
			case "right-anterior-superior", "ras" -> new boolean[] { true, true };
			case "left-anterior-superior", "las" -> new boolean[] { false, true };
			default -> throw new InputException(file + ": the space '" + fields.get("space") +
				"' does not say where left, posterior and superior are; write 'space: left-posterior-superior' " +
				"(or RAS, LAS) if that is what it is");
		};
		for (int r = 0; r < 2; r++) {
			for (int c = 0; c < 4 && flip[r]; c++)
				affine[4 * r + c] = -affine[4 * r + c];
		}
		return affine;
	}

	private static void checkKinds(final Path file, final Map<String, String> fields) {
		final String kinds = fields.getOrDefault("kinds", "").toLowerCase(Locale.ROOT);
		if (kinds.contains("color") || kinds.contains("vector") || kinds.contains("list")) throw new InputException(file +
			": has an axis of colours or channels ('kinds: " + kinds + "'); one grey-value volume (3D) is needed");
		final String units = fields.getOrDefault("space units", fields.getOrDefault("units", "")).replace("\"", "");
		for (final String unit : units.trim().split("\\s+")) {
			if (!unit.isEmpty() && !unit.equals("mm") && !unit.equals("???") && !unit.equals("none") && !unit.equals(
				"millimeter")) throw new InputException(file + ": its lengths are in '" + unit + "', not mm; convert it");
		}
	}

	/** The fields that a grid is read back from. */
	static String fields(final Grid grid) {
		final double[] m = grid.voxelToWorld();
		return "space directions: " + vector(m, 0) + " " + vector(m, 1) + " " + vector(m, 2) + "\nspace origin: " + vector(m,
			3) + "\n";
	}

	private static String vector(final double[] m, final int column) {
		return "(" + m[column] + "," + m[4 + column] + "," + m[8 + column] + ")";
	}
}
