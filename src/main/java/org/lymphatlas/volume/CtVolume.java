package org.lymphatlas.volume;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.type.numeric.integer.ShortType;

/** A CT: signed 16-bit Hounsfield units, rescale applied, scanner padding set to -1024. */
public record CtVolume(Grid grid, short[] hu) implements Volume {

	public CtVolume {
		Volume.checkLength(grid, hu.length);
	}

	/** All zero. */
	public CtVolume(final Grid grid) {
		this(grid, new short[grid.voxels()]);
	}

	@Override
	public float valueAt(final int index) {
		return hu[index];
	}

	@Override
	public ArrayImg<ShortType, ShortArray> image() {
		return ArrayImgs.shorts(hu, grid.nx(), grid.ny(), grid.nz());
	}

	@Override
	public int bytesPerVoxel() {
		return 2;
	}
}
