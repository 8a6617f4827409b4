package org.lymphatlas.volume;

import net.imglib2.img.array.ArrayImg;

/**
 * A scalar image on a {@link Grid}. The four kinds differ in what their numbers mean, and so in their element type.
 * Each wraps one primitive array, x fastest, that hot loops read directly; {@link #image()} shows the same array to
 * ImgLib2 without a copy. Arrays are not copied in or out: whoever hands one over gives it away.
 */
public sealed interface Volume permits CtVolume, FloatVolume, LabelVolume, Mask {

	Grid grid();

	/** The value at an array index, as a real number. */
	float valueAt(int index);

	/** The voxels as an ImgLib2 image of nx, ny, nz; shares the array. */
	ArrayImg<?, ?> image();

	/** Bytes of one voxel in memory. */
	int bytesPerVoxel();

	/** @throws IllegalArgumentException if an array does not fit its grid */
	static void checkLength(final Grid grid, final int length) {
		if (grid.voxels() != length) throw new IllegalArgumentException("Grid " + grid + " has " + grid.voxels() +
			" voxels but the array has " + length);
	}
}
