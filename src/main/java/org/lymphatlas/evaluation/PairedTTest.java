package org.lymphatlas.evaluation;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * One-sided paired t-test.
 *
 * @param meanDifference mean of first minus second
 * @param t the statistic; infinite if all differences are the same, not a number if all are 0
 * @param degreesOfFreedom pairs less one
 * @param p probability of a t at least this large if the first were not greater than the second
 */
public record PairedTTest(double meanDifference, double t, int degreesOfFreedom, double p) {

	/**
	 * Tests whether the first values are greater than the second, pair by pair.
	 *
	 * @throws IllegalArgumentException if lengths differ, there are fewer than two pairs, or a value is not finite
	 */
	public static PairedTTest greater(final double[] first, final double[] second) {
		final int n = first.length;
		if (n != second.length || n < 2) throw new IllegalArgumentException("A paired t-test needs two or more pairs, got " +
			n + " and " + second.length + " values");
		double mean = 0;
		for (int i = 0; i < n; i++)
			mean += (first[i] - second[i]) / n;
		if (!Double.isFinite(mean)) throw new IllegalArgumentException("A paired t-test needs finite values");
		double squares = 0;
		for (int i = 0; i < n; i++)
			squares += Math.pow(first[i] - second[i] - mean, 2);
		final double t = mean / Math.sqrt(squares / (n - 1) / n);
		return new PairedTTest(mean, t, n - 1, new TDistribution(null, n - 1).cumulativeProbability(-t));
	}
}
