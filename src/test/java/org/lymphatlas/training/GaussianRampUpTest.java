package org.lymphatlas.training;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class GaussianRampUpTest {

	@Test
	public void growsToOneAndStays() {
		final GaussianRampUp ramp = new GaussianRampUp(1000);
		assertEquals(0.006737947, ramp.at(0), 1e-9);
		assertEquals(0.286504797, ramp.at(500), 1e-9);
		assertEquals(0.999995, ramp.at(999), 1e-9);
		assertEquals(1, ramp.at(1000), 0);
		assertEquals(1, ramp.at(5000), 0);
		for (int e = 1; e <= 1000; e++)
			assertTrue("epoch " + e, ramp.at(e) > ramp.at(e - 1));
		assertThrows(IllegalArgumentException.class, () -> new GaussianRampUp(0));
	}

	/** Paper A: 1000 of 2000 epochs; shorter runs in proportion. */
	@Test
	public void lastsAsLongAsTheFirstPhase() {
		assertEquals(1000, LearningRateSchedule.twoPhases(0.01, 2000).rampUpEpochs());
		assertEquals(3, LearningRateSchedule.twoPhases(0.01, 5).rampUpEpochs());
		assertEquals(50, LearningRateSchedule.poly(0.01, 100).rampUpEpochs());
		assertEquals(1, LearningRateSchedule.poly(0.01, 1).rampUpEpochs());
	}
}
