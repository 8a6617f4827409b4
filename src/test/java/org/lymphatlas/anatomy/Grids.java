package org.lymphatlas.anatomy;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;

/** The same place in the world on other grids. */
final class Grids {

	private Grids() {}

	/**
	 * The same CT with its voxel axes exchanged and turned round; no voxel moves in the world.
	 *
	 * @param axes old axis of each new one
	 * @param flipped does the new axis run the other way?
	 */
	static CtVolume permuted(final CtVolume ct, final int[] axes, final boolean[] flipped) {
		final Grid target = permuted(ct.grid(), axes, flipped);
		final short[] hu = new short[target.voxels()];
		final double[] p = new double[3];
		for (int z = 0; z < target.nz(); z++)
			for (int y = 0; y < target.ny(); y++)
				for (int x = 0; x < target.nx(); x++) {
					p[0] = x;
					p[1] = y;
					p[2] = z;
					target.toWorld(p, p);
					ct.grid().toVoxel(p, p);
					hu[target.index(x, y, z)] = ct.hu()[ct.grid().index((int) Math.rint(p[0]), (int) Math.rint(p[1]), (int) Math
						.rint(p[2]))];
				}
		return new CtVolume(target, hu);
	}

	static Grid permuted(final Grid grid, final int[] axes, final boolean[] flipped) {
		final int[] size = new int[3];
		final double[] spacing = new double[3], first = new double[3], direction = new double[9];
		for (int a = 0; a < 3; a++) {
			size[a] = grid.size(axes[a]);
			spacing[a] = grid.spacing(axes[a]);
			if (flipped[a]) first[axes[a]] = size[a] - 1;
			for (int r = 0; r < 3; r++)
				direction[3 * r + a] = (flipped[a] ? -1 : 1) * grid.direction()[3 * r + axes[a]];
		}
		return new Grid(size, spacing, grid.toWorld(first[0], first[1], first[2]), direction);
	}

	/** The grid turned about its middle, around one of the world's axes. */
	static Grid turned(final Grid grid, final int axis, final double degrees) {
		final double c = Math.cos(Math.toRadians(degrees)), s = Math.sin(Math.toRadians(degrees));
		final int a = (axis + 1) % 3, b = (axis + 2) % 3;
		final double[] d = grid.direction(), turned = d.clone();
		for (int column = 0; column < 3; column++) {
			turned[3 * a + column] = c * d[3 * a + column] - s * d[3 * b + column];
			turned[3 * b + column] = s * d[3 * a + column] + c * d[3 * b + column];
		}
		final double[] middle = { 0.5 * (grid.nx() - 1), 0.5 * (grid.ny() - 1), 0.5 * (grid.nz() - 1) };
		final double[] from = new Grid(grid.size(), grid.spacing(), new double[3], turned).toWorld(middle[0], middle[1],
			middle[2]);
		final double[] to = grid.toWorld(middle[0], middle[1], middle[2]);
		return new Grid(grid.size(), grid.spacing(), new double[] { to[0] - from[0], to[1] - from[1], to[2] - from[2] },
			turned);
	}
}
