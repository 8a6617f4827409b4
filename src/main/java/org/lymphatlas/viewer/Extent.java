package org.lymphatlas.viewer;

import org.lymphatlas.volume.Grid;

/** A box in the patient, LPS mm. */
public record Extent(double[] min, double[] max) {

	/** The smallest box along the world's axes that holds all voxels of a grid, to their corners. */
	public static Extent of(final Grid grid) {
		final double[] min = { Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE };
		final double[] max = { -Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE };
		for (int corner = 0; corner < 8; corner++) {
			final double[] p = grid.toWorld((corner & 1) == 0 ? -0.5 : grid.nx() - 0.5, (corner & 2) == 0 ? -0.5 : grid.ny() -
				0.5, (corner & 4) == 0 ? -0.5 : grid.nz() - 0.5);
			for (int a = 0; a < 3; a++) {
				min[a] = Math.min(min[a], p[a]);
				max[a] = Math.max(max[a], p[a]);
			}
		}
		return new Extent(min, max);
	}

	LpsPoint centre() {
		return new LpsPoint((min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2);
	}

	double sizeMm(final int axis) {
		return max[axis] - min[axis];
	}

	double largestMm() {
		return Math.max(sizeMm(0), Math.max(sizeMm(1), sizeMm(2)));
	}

	/** No longer than a length along each axis: cut around a point, moved inwards where that would reach outside. */
	Extent atMost(final double lengthMm, final double[] around) {
		final double[] lo = min.clone(), hi = max.clone();
		for (int a = 0; a < 3; a++) {
			if (sizeMm(a) <= lengthMm) continue;
			lo[a] = Math.min(Math.max(min[a], around[a] - lengthMm / 2), max[a] - lengthMm);
			hi[a] = lo[a] + lengthMm;
		}
		return new Extent(lo, hi);
	}
}
