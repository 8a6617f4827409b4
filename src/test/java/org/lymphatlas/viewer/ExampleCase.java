package org.lymphatlas.viewer;

import java.util.Optional;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

/**
 * A head-to-toe known patient around (0, 0, 0): soft tissue, one bright ball to the patient's left, anterior and
 * superior, a carina, a distance in units of 100 mm, and two ball-shaped nodes.
 */
public final class ExampleCase {

	public static final double[] BALL = { 30, -20, 25 };
	public static final double[] CARINA = { -10, 5, 0 };
	public static final double[] LARGE_NODE = { 10, 5, -15 };
	public static final double LARGE_NODE_RADIUS_MM = 9;
	public static final double[] SMALL_NODE = { -25, 5, 20 };

	private ExampleCase() {}

	/** Grids of one patient, each stored in another way: 60 mm to each side of the origin. */
	public static Grid grid(final double sx, final double sy, final double sz, final int flips, final int first) {
		final double[] spacing = { sx, sy, sz };
		final double[] direction = new double[9], s = new double[3], origin = new double[3];
		final int[] size = new int[3];
		for (int axis = 0; axis < 3; axis++) {
			final int world = (axis + first) % 3;
			final int sign = (flips >> world & 1) == 0 ? 1 : -1;
			direction[3 * world + axis] = sign;
			s[axis] = spacing[world];
			size[axis] = (int) Math.round(120 / spacing[world]);
			origin[world] = -sign * (size[axis] - 1) * spacing[world] / 2;
		}
		return new Grid(size, s, origin, direction);
	}

	public static CaseView on(final Grid grid) {
		final CtVolume ct = new CtVolume(grid);
		final FloatVolume distance = new FloatVolume(grid), probability = new FloatVolume(grid);
		final LabelVolume nodes = new LabelVolume(grid);
		int i = 0;
		for (int z = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++) {
					final double[] p = grid.toWorld(x, y, z);
					ct.hu()[i] = (short) (mm(p, BALL) < 15 ? 240 : 40);
					distance.values()[i] = (float) Math.min(1, mm(p, CARINA) / 100);
					probability.values()[i] = mm(p, LARGE_NODE) < 20 ? 0.5f : 0;
					if (mm(p, LARGE_NODE) < LARGE_NODE_RADIUS_MM) nodes.labels()[i] = 2;
					if (mm(p, SMALL_NODE) < 5) nodes.labels()[i] = 1;
				}
		return new CaseView("example", "good", ct, distance, probability, nodes, Optional.of(CARINA.clone()));
	}

	static double mm(final double[] a, final double[] b) {
		return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
	}
}
