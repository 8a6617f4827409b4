package org.lymphatlas.network;

import java.util.Arrays;

/**
 * A dense array of single-precision numbers, last axis fastest (PyTorch's contiguous layout).
 *
 * @param shape the lengths of the axes; empty for a scalar
 * @param values as many as the shape's product; shared, not copied
 */
public record Tensor(int[] shape, float[] values) {

	public Tensor {
		if (length(shape) != values.length) {
			throw new IllegalArgumentException("A tensor of shape " + Arrays.toString(shape) + " cannot hold "
				+ values.length + " values.");
		}
	}

	/** All zero. */
	public static Tensor zeros(final int... shape) {
		return new Tensor(shape.clone(), new float[Math.toIntExact(length(shape))]);
	}

	/** The number of values that a shape holds; an axis may not be negative, the product must fit a long. */
	public static long length(final int... shape) {
		long length = 1;
		for (final int n : shape) {
			if (n < 0) {
				throw new IllegalArgumentException("Negative axis in the shape " + Arrays.toString(shape) + ".");
			}
			length = Math.multiplyExact(length, (long) n);
		}
		return length;
	}

	/** A deep copy. */
	public Tensor copy() {
		return new Tensor(shape.clone(), values.clone());
	}
}
