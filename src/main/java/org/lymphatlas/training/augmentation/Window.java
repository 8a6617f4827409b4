package org.lymphatlas.training.augmentation;

import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;

/** A box of voxels in a patch: first voxel and sides, z, y, x. */
record Window(int[] startZyx, int[] sidesZyx) {

	/**
	 * Anywhere inside the patch, but for a margin where there is room for one.
	 *
	 * @param side of an axis 0 to 2 (z, y, x); cut to the patch
	 */
	static Window draw(final int[] sizeZyx, final RandomGenerator random, final int margin, final IntUnaryOperator side) {
		final int[] start = new int[3], sides = new int[3];
		for (int a = 0; a < 3; a++) {
			sides[a] = Math.min(sizeZyx[a], side.applyAsInt(a));
			final int room = sizeZyx[a] - sides[a], kept = Math.min(margin, room / 2);
			start[a] = kept + random.nextInt(room - 2 * kept + 1);
		}
		return new Window(start, sides);
	}

	/** Indices of its voxels in a patch of the size, x fastest. */
	int[] voxels(final int[] sizeZyx) {
		final int[] voxels = new int[sidesZyx[0] * sidesZyx[1] * sidesZyx[2]];
		int i = 0;
		for (int z = 0; z < sidesZyx[0]; z++)
			for (int y = 0; y < sidesZyx[1]; y++)
				for (int x = 0; x < sidesZyx[2]; x++)
					voxels[i++] = ((startZyx[0] + z) * sizeZyx[1] + startZyx[1] + y) * sizeZyx[2] + startZyx[2] + x;
		return voxels;
	}
}
