package org.lymphatlas.training.augmentation;

import org.lymphatlas.volume.AxisResampling;

/** A patch on more or fewer voxels, outer corners kept: one axis after the other, one thread. */
final class PatchResizing {

	private PatchResizing() {}

	/**
	 * @param values z, y, x, x fastest; left as they are
	 * @param order of the spline: 0 nearest, 1 linear, 3 cubic
	 */
	static float[] resize(final float[] values, final int[] fromZyx, final int[] toZyx, final int order) {
		final float[] z = alongRows(values, 1, new AxisResampling(fromZyx[0], toZyx[0], order), fromZyx[1] * fromZyx[2]);
		final float[] y = alongRows(z, toZyx[0], new AxisResampling(fromZyx[1], toZyx[1], order), fromZyx[2]);
		if (fromZyx[2] == toZyx[2]) return y == values ? values.clone() : y;
		final int rows = toZyx[0] * toZyx[1];
		final float[] columns = transpose(y, rows, fromZyx[2]);
		return transpose(alongRows(columns, 1, new AxisResampling(fromZyx[2], toZyx[2], order), rows), toZyx[2], rows);
	}

	/** Each of {@code blocks} is made of {@code axis.from()} rows of {@code width} neighbouring values. */
	private static float[] alongRows(final float[] values, final int blocks, final AxisResampling axis, final int width) {
		if (axis.isIdentity()) return values;
		final float[] result = new float[blocks * axis.to() * width];
		final float[] rows = new float[(axis.from() + 2 * axis.margin()) * width];
		final float[] resized = blocks == 1 ? result : new float[axis.to() * width];
		for (int b = 0; b < blocks; b++) {
			System.arraycopy(values, b * axis.from() * width, rows, axis.margin() * width, axis.from() * width);
			axis.apply(rows, width, resized);
			if (blocks > 1) System.arraycopy(resized, 0, result, b * resized.length, resized.length);
		}
		return result;
	}

	private static float[] transpose(final float[] values, final int rows, final int columns) {
		final float[] result = new float[values.length];
		final int tile = 16;
		for (int r0 = 0; r0 < rows; r0 += tile)
			for (int c = 0; c < columns; c++)
				for (int r = r0; r < Math.min(rows, r0 + tile); r++)
					result[c * rows + r] = values[r * columns + c];
		return result;
	}
}
