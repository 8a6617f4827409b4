package org.lymphatlas.segmentation;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/**
 * A patch at a place in a grid; may reach outside.
 *
 * @param startZyx voxel of the grid at the patch's first voxel
 * @param sizeZyx the patch's size
 */
record Tile(int[] startZyx, int[] sizeZyx) {

	/** Does it hold a voxel of the mask? */
	boolean touches(final Mask region) {
		final Grid grid = region.grid();
		for (int z = first(0); z < last(0, grid.nz()); z++)
			for (int y = first(1); y < last(1, grid.ny()); y++)
				for (int i = grid.index(first(2), y, z); i < grid.index(last(2, grid.nx()), y, z); i++)
					if (region.get(i)) return true;
		return false;
	}

	/** The patch's values, channel by channel. */
	float[] read(final float[][] channels, final float[] padding, final Grid grid) {
		final int voxels = sizeZyx[0] * sizeZyx[1] * sizeZyx[2];
		final float[] values = new float[channels.length * voxels];
		for (int c = 0; c < channels.length; c++) {
			if (padding[c] != 0) Arrays.fill(values, c * voxels, (c + 1) * voxels, padding[c]);
			for (int z = first(0); z < last(0, grid.nz()); z++)
				for (int y = first(1); y < last(1, grid.ny()); y++)
					System.arraycopy(channels[c], grid.index(first(2), y, z), values, c * voxels + local(first(2), y, z), last(2, grid
						.nx()) - first(2));
		}
		return values;
	}

	/**
	 * Adds values times weights where the patch lies inside the grid.
	 *
	 * @param values one for each voxel of the patch; {@code null} adds the weights alone
	 * @param weights along z, y and x, multiplied
	 */
	void add(final float[] values, final float[][] weights, final float[] sum, final Grid grid) {
		IntStream.range(first(0), last(0, grid.nz())).parallel().forEach(z -> {
			for (int y = first(1); y < last(1, grid.ny()); y++) {
				final float zy = weights[0][z - startZyx[0]] * weights[1][y - startZyx[1]];
				for (int x = first(2); x < last(2, grid.nx()); x++) {
					final float weight = zy * weights[2][x - startZyx[2]];
					sum[grid.index(x, y, z)] += values == null ? weight : weight * values[local(x, y, z)];
				}
			}
		});
	}

	private int first(final int axis) {
		return Math.max(0, startZyx[axis]);
	}

	private int last(final int axis, final int size) {
		return Math.min(size, startZyx[axis] + sizeZyx[axis]);
	}

	private int local(final int x, final int y, final int z) {
		return ((z - startZyx[0]) * sizeZyx[1] + y - startZyx[1]) * sizeZyx[2] + x - startZyx[2];
	}
}
