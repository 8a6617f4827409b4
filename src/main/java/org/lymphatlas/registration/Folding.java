package org.lymphatlas.registration;

import java.util.stream.IntStream;

import org.lymphatlas.volume.Grid;

/** Where a transform turns space inside out: a Jacobian determinant that is not positive. */
public final class Folding {

	private Folding() {}

	/**
	 * Share of a grid's cells, in percent, in which the mapping folds: the determinant of the mapped edges to the next
	 * voxel in x, y and z is not positive. Mirrored grids are allowed for. Linear in the voxels.
	 */
	public static double percent(final SpatialTransform transform, final Grid grid) {
		if (grid.nx() < 2 || grid.ny() < 2 || grid.nz() < 2) return 0;
		final long folded = IntStream.range(0, grid.nz() - 1).parallel().mapToLong(z -> foldedInSlab(transform, grid, z))
			.sum();
		return 100.0 * folded / ((long) (grid.nx() - 1) * (grid.ny() - 1) * (grid.nz() - 1));
	}

	private static long foldedInSlab(final SpatialTransform transform, final Grid grid, final int z) {
		final int nx = grid.nx(), ny = grid.ny();
		final double[] near = mappedSlice(transform, grid, z);
		final double[] far = mappedSlice(transform, grid, z + 1);
		final double orientation = orientation(grid);
		long folded = 0;
		for (int y = 0; y + 1 < ny; y++)
			for (int x = 0; x + 1 < nx; x++) {
				final int i = 3 * (y * nx + x);
				if (orientation * determinant(near, far, i, i + 3, i + 3 * nx) <= 0) folded++;
			}
		return folded;
	}

	private static double[] mappedSlice(final SpatialTransform transform, final Grid grid, final int z) {
		final double[] mapped = new double[3 * grid.nx() * grid.ny()];
		final double[] p = new double[3];
		int i = 0;
		for (int y = 0; y < grid.ny(); y++)
			for (int x = 0; x < grid.nx(); x++, i += 3) {
				p[0] = x;
				p[1] = y;
				p[2] = z;
				grid.toWorld(p, p);
				transform.apply(p, p);
				mapped[i] = p[0];
				mapped[i + 1] = p[1];
				mapped[i + 2] = p[2];
			}
		return mapped;
	}

	/** Determinant of the edges from voxel i to its neighbours in x, y (same slice) and z (next slice). */
	private static double determinant(final double[] s, final double[] next, final int i, final int ix, final int iy) {
		final double ax = s[ix] - s[i], ay = s[ix + 1] - s[i + 1], az = s[ix + 2] - s[i + 2];
		final double bx = s[iy] - s[i], by = s[iy + 1] - s[i + 1], bz = s[iy + 2] - s[i + 2];
		final double cx = next[i] - s[i], cy = next[i + 1] - s[i + 1], cz = next[i + 2] - s[i + 2];
		return ax * (by * cz - bz * cy) - ay * (bx * cz - bz * cx) + az * (bx * cy - by * cx);
	}

	/** 1 for a right-handed grid, -1 for a mirrored one. */
	private static double orientation(final Grid grid) {
		final double[] d = grid.direction();
		final double det = d[0] * (d[4] * d[8] - d[5] * d[7]) - d[1] * (d[3] * d[8] - d[5] * d[6]) + d[2] * (d[3] * d[7] -
			d[4] * d[6]);
		return det < 0 ? -1 : 1;
	}
}
