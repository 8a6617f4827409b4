package org.lymphatlas.volume;

import java.util.Optional;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.type.numeric.integer.UnsignedByteType;

/** A binary mask: every byte is 0 or 1. */
public record Mask(Grid grid, byte[] values) implements Volume {

	public Mask {
		Volume.checkLength(grid, values.length);
	}

	/** All zero. */
	public Mask(final Grid grid) {
		this(grid, new byte[grid.voxels()]);
	}

	@Override
	public float valueAt(final int index) {
		return values[index];
	}

	@Override
	public ArrayImg<UnsignedByteType, ByteArray> image() {
		return ArrayImgs.unsignedBytes(values, grid.nx(), grid.ny(), grid.nz());
	}

	@Override
	public int bytesPerVoxel() {
		return 1;
	}

	public boolean get(final int index) {
		return values[index] != 0;
	}

	/** Number of voxels set. */
	public long count() {
		long n = 0;
		for (final byte v : values)
			n += v;
		return n;
	}

	/** Does a box within the grid hold a voxel that is set? */
	public boolean touches(final Box box) {
		for (int z = box.minZ(); z < box.maxZ(); z++)
			for (int y = box.minY(); y < box.maxY(); y++)
				for (int i = grid.index(box.minX(), y, z); i < grid.index(box.maxX(), y, z); i++)
					if (values[i] != 0) return true;
		return false;
	}

	/** The smallest box around all voxels set; empty if none is. */
	public Optional<Box> bounds() {
		int x0 = Integer.MAX_VALUE, y0 = x0, z0 = x0, x1 = -1, y1 = -1, z1 = -1;
		int i = 0;
		for (int z = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++) {
					if (values[i] == 0) continue;
					x0 = Math.min(x0, x);
					x1 = Math.max(x1, x);
					y0 = Math.min(y0, y);
					y1 = Math.max(y1, y);
					z0 = Math.min(z0, z);
					z1 = z;
				}
		return x1 < 0 ? Optional.empty() : Optional.of(new Box(x0, y0, z0, x1 + 1, y1 + 1, z1 + 1));
	}
}
