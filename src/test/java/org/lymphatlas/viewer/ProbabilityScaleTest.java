package org.lymphatlas.viewer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class ProbabilityScaleTest {

	@Test
	public void everyDecadeTakesAQuarterOfTheScale() {
		final double[] decades = { 1e-4, 1e-3, 1e-2, 1e-1, 1 };
		for (int i = 0; i < decades.length; i++) {
			assertEquals(i / 4.0, ProbabilityScale.position(decades[i]), 1e-12);
			assertEquals(1, ProbabilityScale.probability(i / 4.0) / decades[i], 1e-12);
		}
		assertEquals(0.875, ProbabilityScale.position(Math.sqrt(0.1)), 1e-12);
	}

	@Test
	public void positionAndProbabilityAreInverse() {
		for (int i = 0; i <= 1000; i++)
			assertEquals(i / 1000.0, ProbabilityScale.position(ProbabilityScale.probability(i / 1000.0)), 1e-9);
	}

	@Test
	public void whatLiesBesideTheScaleIsTold() {
		assertTrue(ProbabilityScale.position(0) < 0);
		assertTrue(ProbabilityScale.position(9.9e-5) < 0);
		assertTrue(ProbabilityScale.position(Double.NaN) < 0);
		assertEquals(1, ProbabilityScale.position(1.5), 0);
		assertEquals(1e-4, ProbabilityScale.probability(-3), 1e-16);
		assertEquals(1, ProbabilityScale.probability(7), 0);
	}

	@Test
	public void smallNumbersKeepTwoDigits() {
		final double[] p = { 1, 0.5, 0.25, 0.1, 0.0123, 0.001, 0.00042, 1e-4, 0, Double.NaN, 0.999 };
		final String[] texts = { "1", "0.5", "0.25", "0.1", "0.012", "0.001", "0.00042", "0.0001", "0", "0", "1" };
		for (int i = 0; i < p.length; i++)
			assertEquals(texts[i], ProbabilityScale.text(p[i]));
	}
}
