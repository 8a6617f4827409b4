package org.lymphatlas.anatomy;

import java.util.Collection;
import java.util.Comparator;

import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;

/** One grid for volumes that lie on several. */
final class GridCover {

	/** Voxel centres that fall this near to one of the cover's, in its voxels, are on it. */
	private static final double ROUNDING = 0.05;

	private GridCover() {}

	/** The finest of the grids (among those the largest), grown by whole voxels until it holds all voxel centres. */
	static Grid of(final Collection<Grid> grids) {
		final Grid finest = grids.stream().min(Comparator.comparingDouble((Grid g) -> Math.rint(1e3 * g.voxelVolumeMm3()))
			.thenComparingInt(g -> -g.voxels())).orElseThrow();
		Box box = Box.of(finest);
		for (final Grid grid : grids)
			box = box.enclosing(in(finest, grid));
		return box.equals(Box.of(finest)) ? finest : finest.crop(box);
	}

	/** The voxels of a grid of the same directions in which all voxel centres of another fall. */
	static Box in(final Grid reference, final Grid grid) {
		final double[] min = { Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE }, max = { -Double.MAX_VALUE,
			-Double.MAX_VALUE, -Double.MAX_VALUE };
		for (int corner = 0; corner < 8; corner++) {
			final double[] p = grid.toWorld((corner & 1) * (grid.nx() - 1), (corner >> 1 & 1) * (grid.ny() - 1), (corner >> 2) *
				(grid.nz() - 1));
			reference.toVoxel(p, p);
			for (int a = 0; a < 3; a++) {
				min[a] = Math.min(min[a], p[a]);
				max[a] = Math.max(max[a], p[a]);
			}
		}
		return new Box(first(min[0]), first(min[1]), first(min[2]), end(max[0]), end(max[1]), end(max[2]));
	}

	private static int first(final double voxel) {
		return Math.toIntExact((long) Math.floor(voxel + ROUNDING));
	}

	private static int end(final double voxel) {
		return Math.toIntExact((long) Math.ceil(voxel - ROUNDING) + 1);
	}
}
