package org.lymphatlas.training;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import org.junit.Test;
import org.lymphatlas.volume.InputException;

public class LearningRateScheduleTest {

	@Test
	public void paperAsTwoPhases() {
		final LearningRateSchedule schedule = LearningRateSchedule.twoPhases(0.01, 2000);
		assertEquals(0.01, schedule.at(0), 1e-15);
		assertEquals(0.00535887, schedule.at(500), 5e-9);
		assertEquals(1.99526e-5, schedule.at(999), 5e-11);
		assertEquals(1.99526e-5, schedule.at(1000), 5e-11);
		assertEquals(1.06923e-5, schedule.at(1500), 5e-11);
		assertEquals(3.98107e-8, schedule.at(1999), 5e-14);
		assertThrows(IllegalArgumentException.class, () -> schedule.at(2000));
	}

	/** nnU-Net: 0.01 (1 - e / 1000) ^ 0.9. */
	@Test
	public void poly() {
		final LearningRateSchedule schedule = LearningRateSchedule.poly(0.01, 1000);
		assertEquals(0.01 * Math.pow(0.25, 0.9), schedule.at(750), 1e-15);
		assertEquals(1000, schedule.epochs());
	}

	@Test
	public void shortRunsHaveARateForEachEpoch() {
		for (int epochs = 1; epochs < 8; epochs++) {
			final LearningRateSchedule schedule = LearningRateSchedule.twoPhases(0.01, epochs);
			assertEquals(epochs, schedule.epochs());
			for (int e = 1; e < epochs; e++)
				assertEquals("falls at " + e + " of " + epochs, true, schedule.at(e) <= schedule.at(e - 1) && schedule.at(
					e) > 0);
		}
		assertThrows(InputException.class, () -> LearningRateSchedule.poly(0, 3));
		assertThrows(InputException.class, () -> LearningRateSchedule.poly(0.1, 0));
	}
}
