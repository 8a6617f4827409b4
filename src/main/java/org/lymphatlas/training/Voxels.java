package org.lymphatlas.training;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;

/**
 * One channel of a case as the network reads it, wherever and however its voxels are kept: x fastest, then y, z. May be
 * read by several threads at once.
 */
public interface Voxels {

	/** Number of voxels. */
	int length();

	/**
	 * Reads consecutive voxels.
	 *
	 * @param first index of the first one
	 * @param to receives them, from {@code at} on
	 */
	void read(int first, float[] to, int at, int count);

	/** The voxels of a box that lies within the grid. */
	default float[] read(final Grid grid, final Box box) {
		final float[] values = new float[box.sizeX() * box.sizeY() * box.sizeZ()];
		int at = 0;
		for (int z = box.minZ(); z < box.maxZ(); z++)
			for (int y = box.minY(); y < box.maxY(); y++, at += box.sizeX())
				read(grid.index(box.minX(), y, z), values, at, box.sizeX());
		return values;
	}

	/** Values on Java's heap. */
	static Voxels of(final float[] values) {
		return new Voxels() {

			@Override
			public int length() {
				return values.length;
			}

			@Override
			public void read(final int first, final float[] to, final int at, final int count) {
				System.arraycopy(values, first, to, at, count);
			}
		};
	}

	/** Hounsfield units, normalised as they are read. */
	static Voxels normalised(final ShortBuffer hu, final CtNormalization normalization) {
		return new Voxels() {

			@Override
			public int length() {
				return hu.limit();
			}

			@Override
			public void read(final int first, final float[] to, final int at, final int count) {
				final short[] row = new short[count];
				hu.get(first, row);
				normalization.apply(row, to, at);
			}
		};
	}

	/** Values in [0, 1] as unsigned shares of 65535. */
	static Voxels shares(final ShortBuffer shares) {
		return new Voxels() {

			@Override
			public int length() {
				return shares.limit();
			}

			@Override
			public void read(final int first, final float[] to, final int at, final int count) {
				final short[] row = new short[count];
				shares.get(first, row);
				for (int i = 0; i < count; i++)
					to[at + i] = (row[i] & 0xffff) / 65535f;
			}
		};
	}

	/** Values in [0, 1] as unsigned shares of 255. */
	static Voxels shares(final ByteBuffer shares) {
		return new Voxels() {

			@Override
			public int length() {
				return shares.limit();
			}

			@Override
			public void read(final int first, final float[] to, final int at, final int count) {
				final byte[] row = new byte[count];
				shares.get(first, row);
				for (int i = 0; i < count; i++)
					to[at + i] = (row[i] & 0xff) / 255f;
			}
		};
	}
}
