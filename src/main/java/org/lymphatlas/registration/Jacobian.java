package org.lymphatlas.registration;

import java.util.stream.IntStream;

import org.lymphatlas.volume.Grid;

/**
 * How a transform changes volume over a grid's cells: the determinant of the mapped edges to the next voxel in x, y and
 * z, over the cell's own volume. Where it is not positive, space is turned inside out.
 *
 * @param smallest the smallest volume ratio; 1 leaves volumes as they are
 * @param foldedPercent share of the cells, in percent, whose ratio is not positive
 */
public record Jacobian(double smallest, double foldedPercent) {

	/** Mirrored grids are allowed for. Linear in the voxels, parallel; a grid one voxel thick has no cells, and 1 and 0. */
	public static Jacobian of(final SpatialTransform transform, final Grid grid) {
		if (grid.nx() < 2 || grid.ny() < 2 || grid.nz() < 2) return new Jacobian(1, 0);
		final int slabCount = (grid.nz() - 2) / SLAB + 1;
		final Slab[] slabs = IntStream.range(0, slabCount).parallel().mapToObj(k -> slab(transform, grid, k * SLAB, Math.min(
			(k + 1) * SLAB, grid.nz() - 1))).toArray(Slab[]::new);
		double smallest = Double.POSITIVE_INFINITY;
		long folded = 0;
		for (final Slab slab : slabs) {
			smallest = Math.min(smallest, slab.smallest);
			folded += slab.folded;
		}
		return new Jacobian(smallest, 100.0 * folded / ((long) (grid.nx() - 1) * (grid.ny() - 1) * (grid.nz() - 1)));
	}

	/** Layers of cells that one thread goes through; each slice between them is mapped once. */
	private static final int SLAB = 8;

	private record Slab(double smallest, long folded) {}

	/** The cells between slice {@code from} and slice {@code to}. */
	private static Slab slab(final SpatialTransform transform, final Grid grid, final int from, final int to) {
		final int nx = grid.nx(), ny = grid.ny();
		final double scale = orientation(grid) / grid.voxelVolumeMm3();
		double smallest = Double.POSITIVE_INFINITY;
		long folded = 0;
		double[] near = mappedSlice(transform, grid, from);
		for (int z = from; z < to; z++) {
			final double[] far = mappedSlice(transform, grid, z + 1);
			for (int y = 0; y + 1 < ny; y++)
				for (int x = 0; x + 1 < nx; x++) {
					final int i = 3 * (y * nx + x);
					final double ratio = scale * determinant(near, far, i, i + 3, i + 3 * nx);
					smallest = Math.min(smallest, ratio);
					if (!(ratio > 0)) folded++;
				}
			near = far;
		}
		return new Slab(smallest, folded);
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
