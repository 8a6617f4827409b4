package org.lymphatlas.volume;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/** Real numbers: a probability or a normalised distance in [0, 1], logits, a displacement component in mm. */
public record FloatVolume(Grid grid, float[] values) implements Volume {

	public FloatVolume {
		Volume.checkLength(grid, values.length);
	}

	/** All zero. */
	public FloatVolume(final Grid grid) {
		this(grid, new float[grid.voxels()]);
	}

	@Override
	public float valueAt(final int index) {
		return values[index];
	}

	@Override
	public ArrayImg<FloatType, FloatArray> image() {
		return ArrayImgs.floats(values, grid.nx(), grid.ny(), grid.nz());
	}

	@Override
	public int bytesPerVoxel() {
		return 4;
	}
}
