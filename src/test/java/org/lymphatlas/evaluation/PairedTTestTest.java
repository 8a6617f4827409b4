package org.lymphatlas.evaluation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class PairedTTestTest {

	private static final double[] A = { .71, .64, .80, .55, .92, .61, .70 };
	private static final double[] B = { .66, .60, .81, .47, .85, .62, .58 };

	@Test
	public void agreesWithSciPy() {
		// scipy.stats.ttest_rel(A, B, alternative='greater'), and (B, A)
		final PairedTTest greater = PairedTTest.greater(A, B);
		assertEquals(2.710619417608942, greater.t(), 1e-9);
		assertEquals(0.017538592804706016, greater.p(), 1e-9);
		assertEquals(6, greater.degreesOfFreedom());
		assertEquals(0.34 / 7, greater.meanDifference(), 1e-12);
		final PairedTTest less = PairedTTest.greater(B, A);
		assertEquals(-2.710619417608942, less.t(), 1e-9);
		assertEquals(0.982461407195294, less.p(), 1e-9);
	}

	@Test
	public void differencesWithoutSpread() {
		assertEquals(0, PairedTTest.greater(new double[] { 2, 3, 4 }, new double[] { 1, 2, 3 }).p(), 0);
		assertEquals(1, PairedTTest.greater(new double[] { 1, 2, 3 }, new double[] { 2, 3, 4 }).p(), 0);
		assertTrue(Double.isNaN(PairedTTest.greater(A, A).p()));
	}

	@Test
	public void badInputIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> PairedTTest.greater(new double[] { 1 }, new double[] { 0 }));
		assertThrows(IllegalArgumentException.class, () -> PairedTTest.greater(A, new double[] { 1, 2 }));
		assertThrows(IllegalArgumentException.class, () -> PairedTTest.greater(new double[] { 1, Double.NaN }, new double[] {
			0, 0 }));
	}
}
