package org.lymphatlas.anatomy.stations;

import org.lymphatlas.volume.Grid;

/** Grids that do not run along the patient. */
final class Oblique {

	private Oblique() {}

	/** Over the same middle, turned about the L axis as a tilted gantry does, with the second axis flipped. */
	static Grid turned(final Grid g, final double degrees) {
		final double c = Math.cos(Math.toRadians(degrees)), s = Math.sin(Math.toRadians(degrees));
		final double[] d = { 1, 0, 0, 0, -c, -s, 0, -s, c };
		final double[] middle = g.toWorld(0.5 * (g.nx() - 1), 0.5 * (g.ny() - 1), 0.5 * (g.nz() - 1));
		final int[] n = { g.nx(), g.ny() + 12, g.nz() + 12 };
		for (int r = 0; r < 3; r++)
			for (int k = 0; k < 3; k++)
				middle[r] -= d[3 * r + k] * 0.5 * (n[k] - 1) * g.spacing(k);
		return new Grid(n, g.spacing(), middle, d);
	}
}
