package org.lymphatlas.atlas;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;

import org.junit.Test;
import org.lymphatlas.volume.InputException;

public class AnnotationWeightsTest {

	/** The share that makes the two counts likeliest, by trying all: Poisson of means F p (full) and c F p (partial). */
	private static double likeliest(final int fullMarked, final int fullSeen, final int partialMarked,
		final int partialSeen, final double completeness)
	{
		double best = 0, most = Double.NEGATIVE_INFINITY;
		for (double p = 1e-5; p < 0.2; p += 1e-5) {
			final double logLikelihood = fullMarked * Math.log(fullSeen * p) - fullSeen * p + partialMarked * Math.log(
				completeness * partialSeen * p) - completeness * partialSeen * p;
			if (logLikelihood > most) {
				most = logLikelihood;
				best = p;
			}
		}
		return best;
	}

	@Test
	public void rareNodesHaveTheirMaximumLikelihoodShare() {
		for (final double c : new double[] { 0.1, 0.2, 0.5, 1 })
			for (final int[] n : new int[][] { { 4, 120, 2, 400 }, { 1, 90, 7, 393 }, { 9, 500, 1, 50 } }) {
				final AnnotationWeights weights = new AnnotationWeights(1, c);
				final double p = weights.marked(n[0], n[2]) / weights.seen(n[1], n[2], n[3]);
				final double expected = likeliest(n[0], n[1], n[2], n[3], c);
				// Marked voxels of partial cases count whole in the denominator: a difference of the order of p itself
				assertEquals("completeness " + c + ", counts " + Arrays.toString(n), 1, p / expected, 0.06);
			}
	}

	@Test
	public void sharesStayWithinZeroAndOne() {
		for (final double w : new double[] { 0.1, 1, 5 })
			for (final double c : new double[] { 0, 0.2, 1 })
				for (int partialMarked = 0; partialMarked <= 6; partialMarked++)
					for (int fullMarked = 0; fullMarked <= 3; fullMarked++) {
						final AnnotationWeights weights = new AnnotationWeights(w, c);
						final double p = weights.marked(fullMarked, partialMarked) / weights.seen(3, partialMarked, 6);
						assertTrue("p " + p, p >= 0 && p <= 1);
					}
	}

	@Test
	public void weightsOutOfRange() {
		for (final double[] wrong : new double[][] { { -0.1, 0.5 }, { Double.NaN, 0.5 }, { 1, -0.1 }, { 1, 1.1 }, { 1,
			Double.NaN }, { Double.POSITIVE_INFINITY, 0.2 } })
			assertTrue(assertThrows(InputException.class, () -> new AnnotationWeights(wrong[0], wrong[1])).getMessage()
				.startsWith("partial"));
	}
}
