package org.lymphatlas.volume;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/** Labels 0..65535, stored as unsigned 16-bit; 0 is background. */
public record LabelVolume(Grid grid, short[] labels) implements Volume {

	public LabelVolume {
		Volume.checkLength(grid, labels.length);
	}

	/** All zero. */
	public LabelVolume(final Grid grid) {
		this(grid, new short[grid.voxels()]);
	}

	@Override
	public float valueAt(final int index) {
		return labels[index] & 0xffff;
	}

	@Override
	public ArrayImg<UnsignedShortType, ShortArray> image() {
		return ArrayImgs.unsignedShorts(labels, grid.nx(), grid.ny(), grid.nz());
	}

	@Override
	public int bytesPerVoxel() {
		return 2;
	}

	/** The label at an array index, 0..65535. */
	public int labelAt(final int index) {
		return labels[index] & 0xffff;
	}

	/** Where the label is the given one. */
	public Mask equalTo(final int label) {
		final short wanted = (short) label;
		final byte[] mask = new byte[labels.length];
		for (int i = 0; i < mask.length; i++)
			if (labels[i] == wanted) mask[i] = 1;
		return new Mask(grid, mask);
	}

	/** Where there is any label but background. */
	public Mask foreground() {
		final byte[] mask = new byte[labels.length];
		for (int i = 0; i < mask.length; i++)
			if (labels[i] != 0) mask[i] = 1;
		return new Mask(grid, mask);
	}
}
