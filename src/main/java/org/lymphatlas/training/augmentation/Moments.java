package org.lymphatlas.training.augmentation;

/** Mean and standard deviation (over n, not n - 1) of values. */
record Moments(double mean, double deviation) {

	private static final double LEAST_DEVIATION = 1e-8;

	static Moments of(final float[] values) {
		double sum = 0;
		for (final float v : values)
			sum += v;
		final double mean = sum / values.length;
		double squares = 0;
		for (final float v : values)
			squares += (v - mean) * (v - mean);
		return new Moments(mean, Math.sqrt(squares / values.length));
	}

	/** Shifts and scales values in place until these are their moments; equal values stay equal. */
	void give(final float[] values) {
		final Moments had = of(values);
		final double factor = deviation / Math.max(LEAST_DEVIATION, had.deviation);
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (mean + factor * (values[i] - had.mean));
	}
}
