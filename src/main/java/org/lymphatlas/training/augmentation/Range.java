package org.lymphatlas.training.augmentation;

/** Least and largest of some values. */
record Range(float low, float high) {

	private static final double LEAST_WIDTH = 1e-7;

	static Range of(final float[] values) {
		float low = Float.POSITIVE_INFINITY, high = Float.NEGATIVE_INFINITY;
		for (final float v : values) {
			if (v < low) low = v;
			if (v > high) high = v;
		}
		return new Range(low, high);
	}

	/** At least 1e-7, so that one may divide by it. */
	double width() {
		return Math.max(LEAST_WIDTH, (double) high - low);
	}

	boolean isPoint() {
		return (double) high - low < LEAST_WIDTH;
	}

	float clip(final float value) {
		return Math.max(low, Math.min(high, value));
	}

	/** Values in place to [0, 1]; equal values to 0. */
	static void toUnit(final float[] values) {
		final Range range = of(values);
		final float factor = (float) (1 / range.width());
		for (int i = 0; i < values.length; i++)
			values[i] = Math.min(1, (values[i] - range.low) * factor);
	}
}
