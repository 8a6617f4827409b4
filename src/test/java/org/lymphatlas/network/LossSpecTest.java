package org.lymphatlas.network;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.lymphatlas.volume.InputException;

public class LossSpecTest {

	@Test
	public void partsAreChangedOneByOne() {
		final LossSpec changed = LossSpec.paperA().withWeights(1, 2, 3).withTversky(0.4, 0.6).withForm(DiceForm.LITERAL)
			.withWeightedHeads(WeightedHeads.FINEST);
		assertEquals(new LossSpec(1, 2, 3, 0.4, 0.6, DiceForm.LITERAL, WeightedHeads.FINEST), changed);
		assertEquals(LossSpec.paperA(), changed.withWeightedHeads(WeightedHeads.ALL).withForm(DiceForm.EFFECTIVE)
			.withTversky(0.25, 0.75).withWeights(0.25, 0.25, 0.5));
	}

	@Test
	public void weightsThatMakeNoLossAreRefused() {
		refused("-0.5", () -> LossSpec.paperA().withWeights(1, -0.5, 0));
		refused("NaN", () -> LossSpec.paperA().withTversky(Double.NaN, 1));
		refused("Infinity", () -> LossSpec.paperA().withWeights(Double.POSITIVE_INFINITY, 1, 1));
		refused("nothing to minimise", () -> LossSpec.paperA().withWeights(0, 0, 0));
		refused("neither false positives nor false negatives", () -> LossSpec.paperA().withTversky(0, 0));
		assertEquals("unused errors may weigh nothing", 0, LossSpec.ceAndDice().withTversky(0, 0).tverskyFp(), 0);
	}

	private static void refused(final String why, final ThrowingRunnable change) {
		final InputException e = assertThrows(InputException.class, change);
		assertTrue(e.getMessage(), e.getMessage().contains(why));
	}
}
