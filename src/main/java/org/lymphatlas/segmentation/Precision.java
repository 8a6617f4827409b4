package org.lymphatlas.segmentation;

/** What sums of logits are rounded to. */
public enum Precision {

	/** As computed. */
	SINGLE {

		@Override
		public void round(final float[] values, final int from, final int to) {
			// Floats are in single precision.
		}
	},
	/**
	 * IEEE 754 binary16, to which nnU-Net rounds its sums after each tile, their mean and the resampled logits, on every
	 * device: where two classes are equal to 11 bits, its labels depend on it.
	 */
	HALF {

		@Override
		public void round(final float[] values, final int from, final int to) {
			for (int i = from; i < to; i++) {
				final float v = values[i];
				final float scaled = SPLIT * v;
				values[i] = Math.abs(v) < SMALLEST_NORMAL ? v + SUBNORMAL - SUBNORMAL : scaled - (scaled - v);
			}
		}
	};

	/** 2^13 + 1: multiplying by it and subtracting leaves the 11 leading bits (Dekker, Numer. Math. 18, 1971). */
	private static final float SPLIT = 8193;
	private static final float SMALLEST_NORMAL = 0x1p-14f;
	/** Its last bit is worth 2^-24, the unit of half precision's subnormal numbers. */
	private static final float SUBNORMAL = 0.75f;

	/** Rounds the values of a range in place; their magnitude must be below 65504. */
	public abstract void round(float[] values, int from, int to);
}
