package org.lymphatlas.anatomy.stations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.volume.Grid;

/**
 * A chest set upright: a grid whose axes run to the patient's left (L), to posterior (P) and up (S), in mm from the
 * carina, whatever the CT's own grid. Paired bones say where left is, so a patient who lies askew or a header that turns
 * the chest does not matter; without enough of them the scanner's axes are taken.
 *
 * @param grid 2 mm voxels
 * @param source what the axes come from
 */
record ChestFrame(Grid grid, String source) {

	static final double MM = 2;
	static final double MIN_L = -110, MIN_P = -120, MIN_S = -170;
	private static final int[] SIZE = { 116, 101, 166 };
	private static final int MIN_PAIRS = 4;
	/** A bone of a pair that the field of view cuts is smaller than the other. */
	private static final double LEAST_RATIO = 0.7;
	/** Below this cosine between the bones' left and the scanner's, right and left were mixed up or the patient lies on a side. */
	private static final double LEAST_COSINE = 0.7;

	/** @throws UnclearAnatomyException if the organs' left is not the patient's */
	static ChestFrame of(final Organs organs, final double[] carina) {
		final List<double[]> lefts = leftwards(organs);
		final boolean enough = lefts.size() >= MIN_PAIRS;
		final double[] left = enough ? unit(new double[] { median(lefts, v -> v[0]), median(lefts, v -> v[1]), median(lefts,
			v -> v[2]) }) : new double[] { 1, 0, 0 };
		if (left[0] < LEAST_COSINE) throw new UnclearAnatomyException(
			"left and right of the ribs are not the patient's: the organs are mirrored, or the patient lies on a side");
		final double[] up = unit(new double[] { -left[2] * left[0], -left[2] * left[1], 1 - left[2] * left[2] });
		final double[] back = { up[1] * left[2] - up[2] * left[1], up[2] * left[0] - up[0] * left[2], up[0] * left[1] -
			up[1] * left[0] };
		final double[] origin = new double[3];
		for (int a = 0; a < 3; a++)
			origin[a] = carina[a] + MIN_L * left[a] + MIN_P * back[a] + MIN_S * up[a];
		return new ChestFrame(new Grid(SIZE, new double[] { MM, MM, MM }, origin, new double[] { left[0], back[0], up[0],
			left[1], back[1], up[1], left[2], back[2], up[2] }), enough ? lefts.size() + " pairs of bones"
				: "the scanner's axes");
	}

	static double l(final int x) {
		return MIN_L + MM * x;
	}

	static double p(final int y) {
		return MIN_P + MM * y;
	}

	static double s(final int z) {
		return MIN_S + MM * z;
	}

	/** The slice nearest to a level, within the grid. */
	static int z(final double s) {
		return (int) Math.max(0, Math.min(SIZE[2] - 1, Math.rint((s - MIN_S) / MM)));
	}

	/** Unit vectors from each right bone to its left twin. */
	private static List<double[]> leftwards(final Organs organs) {
		final Grid grid = organs.grid();
		final double[][] sums = new double[1 + (organs.names().isEmpty() ? 0 : organs.names().lastKey())][4];
		for (int z = 0, i = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++) {
					final int label = organs.labels().labelAt(i);
					if (label == 0 || label >= sums.length) continue;
					sums[label][0] += x;
					sums[label][1] += y;
					sums[label][2] += z;
					sums[label][3]++;
				}
		final List<double[]> lefts = new ArrayList<>();
		for (final Map.Entry<Integer, String> organ : organs.names().entrySet()) {
			if (!organ.getValue().matches("(rib|scapula|clavicula)_left.*")) continue;
			final String twin = organ.getValue().replace("left", "right");
			organs.names().forEach((label, name) -> {
				if (name.equals(twin)) addDirection(grid, sums[label], sums[organ.getKey()], lefts);
			});
		}
		return lefts;
	}

	private static void addDirection(final Grid grid, final double[] right, final double[] left,
		final List<double[]> lefts)
	{
		if (Math.min(right[3], left[3]) <= LEAST_RATIO * Math.max(right[3], left[3])) return;
		final double[] a = grid.toWorld(right[0] / right[3], right[1] / right[3], right[2] / right[3]);
		final double[] b = grid.toWorld(left[0] / left[3], left[1] / left[3], left[2] / left[3]);
		lefts.add(unit(new double[] { b[0] - a[0], b[1] - a[1], b[2] - a[2] }));
	}

	private static double median(final List<double[]> vectors, final ToDoubleFunction<double[]> component) {
		final double[] sorted = vectors.stream().mapToDouble(component).sorted().toArray();
		return 0.5 * (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]);
	}

	private static double[] unit(final double[] v) {
		final double length = Math.sqrt(Arrays.stream(v).map(c -> c * c).sum());
		return new double[] { v[0] / length, v[1] / length, v[2] / length };
	}
}
