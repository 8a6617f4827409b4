package org.lymphatlas.training;

/**
 * A weight that grows from exp(-5) to 1 as exp(-5 (1 - epoch / epochs)^2) (Laine and Aila, Temporal ensembling, 2017), and
 * stays there.
 *
 * @param epochs until it is 1
 */
record GaussianRampUp(int epochs) {

	private static final double STEEPNESS = 5;

	GaussianRampUp {
		if (epochs < 1) throw new IllegalArgumentException("A ramp-up of " + epochs + " epochs");
	}

	/** @param epoch counted from 0 */
	double at(final long epoch) {
		final double left = Math.max(0, 1 - (double) epoch / epochs);
		return Math.exp(-STEEPNESS * left * left);
	}
}
