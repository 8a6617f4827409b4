package org.lymphatlas.network.dl4j;

import java.util.Arrays;

import org.bytedeco.javacpp.FloatPointer;

/**
 * What a few rows of a convolution's outputs read of one plane of its input, channels last: a row a voxel, in it the taps
 * of that plane and their channels side by side.
 */
final class GatheredRows implements AutoCloseable {

	/** Values of the matrix: they stay in a core's caches. */
	private static final int VALUES = 1 << 14;
	/** OpenBLAS multiplies matrices without packing them as long as the product of the three sizes is not greater. */
	private static final int PRODUCT = 1_000_000;

	private final DeviceArray x;
	private final Axis y;
	private final Axis row;
	private final int in;
	private final int width;
	private final int rows;
	private final float[] values;
	private final float[] padded;
	private final FloatPointer matrix;

	/** @param out columns of what the matrix will be multiplied by */
	GatheredRows(final DeviceArray x, final Axis y, final Axis row, final int out) {
		this.x = x;
		this.y = y;
		this.row = row;
		in = x.shape()[1];
		width = y.taps() * row.taps() * in;
		rows = Math.max(1, Math.min(y.outputs(), Math.min(VALUES, PRODUCT / out) / (width * row.outputs())));
		values = new float[rows * row.outputs() * width];
		padded = new float[((row.outputs() - 1) * row.stride() + row.taps()) * in];
		matrix = new FloatPointer(values.length);
	}

	/** Values of a row of the matrix. */
	int width() {
		return width;
	}

	/** At most so many rows of outputs are gathered at once. */
	int rows() {
		return rows;
	}

	FloatPointer matrix() {
		return matrix;
	}

	/** Fills the matrix from a plane of the input, counted over samples, for rows of outputs from the first on. */
	void gather(final int plane, final int first, final int count) {
		final int length = row.taps() * in;
		final int read = Math.min(row.inputs() * in, padded.length - row.padding() * in);
		for (int i = 0; i < count * y.taps(); i++) {
			final int tap = i % y.taps();
			final int inY = y.input(first + i / y.taps(), tap);
			if (inY >= 0 && inY < y.inputs()) {
				x.get((plane * y.inputs() + inY) * row.inputs() * in, padded, row.padding() * in, read);
			}
			else {
				Arrays.fill(padded, 0);
			}
			int to = i / y.taps() * row.outputs() * width + tap * length;
			for (int from = 0; from + length <= padded.length; from += row.stride() * in, to += width) {
				System.arraycopy(padded, from, values, to, length);
			}
		}
		matrix.put(values, 0, count * row.outputs() * width);
	}

	@Override
	public void close() {
		matrix.close();
	}
}
