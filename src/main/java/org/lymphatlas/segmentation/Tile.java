package org.lymphatlas.segmentation;

import java.util.Arrays;

/**
 * A patch at a place in an image; may reach outside. Axes are z, y, x, or whatever the network's are: the last is fastest.
 *
 * @param start voxel of the image at the patch's first voxel
 * @param size the patch's size
 */
public record Tile(int[] start, int[] size) {

	/** The patch's values, channel by channel. */
	float[] read(final float[][] channels, final float[] padding, final int[] image) {
		final int voxels = size[0] * size[1] * size[2];
		final float[] values = new float[channels.length * voxels];
		final int width = end(2, image) - first(2);
		for (int c = 0; c < channels.length; c++) {
			if (padding[c] != 0) Arrays.fill(values, c * voxels, (c + 1) * voxels, padding[c]);
			for (int z = first(0); z < end(0, image); z++)
				for (int y = first(1); y < end(1, image); y++)
					System.arraycopy(channels[c], (z * image[1] + y) * image[2] + first(2), values, c * voxels + ((z - start[0]) *
						size[1] + y - start[1]) * size[2] + first(2) - start[2], width);
		}
		return values;
	}

	/** The first voxel of the image in it, along an axis. */
	public int first(final int axis) {
		return Math.max(0, start[axis]);
	}

	/** The voxel behind the last one of the image in it, along an axis. */
	public int end(final int axis, final int[] image) {
		return Math.min(image[axis], start[axis] + size[axis]);
	}
}
