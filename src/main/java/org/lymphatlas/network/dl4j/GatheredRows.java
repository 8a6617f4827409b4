package org.lymphatlas.network.dl4j;

import java.util.Arrays;

import org.bytedeco.javacpp.FloatPointer;

/**
 * What a convolution's outputs read of a few rows of its input, channels last: a row of the matrix for each output along x,
 * in it the taps along x and their channels side by side. A product with it sums over all of these rows' voxels at once.
 */
final class GatheredRows implements AutoCloseable {

	/** Values of the matrix and of what it is multiplied by: they stay in a core's first-level cache. */
	private static final int VALUES = 1 << 13;
	/** Of many channels so many voxels nevertheless: with fewer, products would do little but read and write their sums. */
	private static final int MIN_VOXELS = 32;

	private final DeviceArray x;
	private final Axis row;
	private final int in;
	private final int width;
	private final int rows;
	private final float[] values;
	private final float[] padded;
	private final FloatPointer copy;
	private FloatPointer matrix;

	/**
	 * @param row the convolution's x axis
	 * @param out columns of what the matrix will be multiplied by
	 */
	GatheredRows(final DeviceArray x, final Axis row, final int out) {
		this.x = x;
		this.row = row;
		in = x.shape()[1];
		width = row.taps() * in;
		final int voxels = Math.max(MIN_VOXELS, VALUES / (width + out));
		rows = Math.max(1, Math.min(x.shape()[3], voxels / row.outputs()));
		values = new float[rows * row.outputs() * width];
		padded = new float[((row.outputs() - 1) * row.stride() + row.taps()) * in];
		copy = new FloatPointer(values.length);
	}

	/** Values of a row of the matrix. */
	int width() {
		return width;
	}

	/** At most so many rows of the input are gathered at once. */
	int rows() {
		return rows;
	}

	/** What was gathered, from a row of the input on, counted from the first gathered one. */
	FloatPointer matrix(final int from) {
		return new FloatPointer(matrix).position(matrix.position() + (long) from * row.outputs() * width);
	}

	/** Makes the matrix of rows of the input that lie so many apart, the first counted over planes and samples. */
	void gather(final int first, final int step, final int count) {
		if (width == in && step == 1 && row.stride() == 1 && row.padding() == 0) {
			matrix = x.pointer(first * row.inputs() * in);
			return;
		}
		final int read = Math.min(row.inputs() * in, padded.length - row.padding() * in);
		int to = 0;
		for (int i = 0; i < count; i++) {
			x.get((first + i * step) * row.inputs() * in, padded, row.padding() * in, read);
			for (int from = 0; from + width <= padded.length; from += row.stride() * in, to += width) {
				System.arraycopy(padded, from, values, to, width);
			}
		}
		matrix = copy.put(values, 0, to);
	}

	@Override
	public void close() {
		copy.close();
	}
}
