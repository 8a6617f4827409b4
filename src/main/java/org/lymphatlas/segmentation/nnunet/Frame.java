package org.lymphatlas.segmentation.nnunet;

import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/**
 * A box of a volume's array as the network walks through it: axis 0 slowest.
 *
 * @param size voxels along the network's axes
 * @param stride distance of neighbours along each axis in the volume's array
 * @param first array index of the box's first voxel
 */
record Frame(int[] size, int[] stride, int first) {

	/** @param transposeForward network axis i is the image's axis transposeForward[i] of z, y, x */
	static Frame of(final Grid grid, final Box box, final int[] transposeForward) {
		final int[] sizeZyx = { box.sizeZ(), box.sizeY(), box.sizeX() };
		final int[] strideZyx = { grid.nx() * grid.ny(), grid.nx(), 1 };
		return new Frame(sizeZyx, strideZyx, grid.index(box.minX(), box.minY(), box.minZ())).permuted(transposeForward);
	}

	/** Spacing in mm along the network's axes. */
	static double[] spacing(final Grid grid, final int[] transposeForward) {
		final double[] spacing = new double[3];
		for (int a = 0; a < 3; a++)
			spacing[a] = grid.spacing(2 - transposeForward[a]);
		return spacing;
	}

	/** A network's array: contiguous, axis 2 fastest. */
	static Frame contiguous(final int[] size) {
		return new Frame(size, new int[] { size[1] * size[2], size[2], 1 }, 0);
	}

	/** Axis i of the result is this one's axis[i]. */
	Frame permuted(final int[] axis) {
		return new Frame(new int[] { size[axis[0]], size[axis[1]], size[axis[2]] }, new int[] { stride[axis[0]],
			stride[axis[1]], stride[axis[2]] }, first);
	}

	int index(final int i, final int j, final int k) {
		return first + i * stride[0] + j * stride[1] + k * stride[2];
	}

	/** Does the mask hold a voxel from {@code from} to {@code last} along the network's axes, both included? */
	boolean touches(final Mask mask, final int[] from, final int[] last) {
		for (int i = from[0]; i <= last[0]; i++)
			for (int j = from[1]; j <= last[1]; j++)
				for (int k = from[2]; k <= last[2]; k++)
					if (mask.get(index(i, j, k))) return true;
		return false;
	}
}
