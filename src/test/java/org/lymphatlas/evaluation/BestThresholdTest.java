package org.lymphatlas.evaluation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Random;

import org.junit.Test;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;

public class BestThresholdTest {

	private static final Grid GRID = Grid.of(7, 5, 4, 1, 1, 1);

	/** Every threshold that occurs, each by counting all voxels. */
	private static BestThreshold bruteForce(final FloatVolume p, final Mask reference, final double least) {
		BestThreshold best = new BestThreshold(0, 0);
		for (final float threshold : p.values()) {
			if (threshold < (float) least) continue;
			final Mask taken = new Mask(p.grid());
			for (int i = 0; i < p.values().length; i++)
				if (p.values()[i] >= threshold) taken.values()[i] = 1;
			final double dice = SegmentationMetrics.dice(reference, taken);
			if (dice > best.dice() || dice == best.dice() && threshold > best.threshold()) best = new BestThreshold(threshold,
				dice);
		}
		return best;
	}

	@Test
	public void itIsTheBestOfAllThatOccur() {
		for (int seed = 0; seed < 300; seed++) {
			final Random random = new Random(seed);
			final FloatVolume p = new FloatVolume(GRID);
			final Mask reference = new Mask(GRID);
			final int distinct = 2 + random.nextInt(60);
			for (int i = 0; i < p.values().length; i++) {
				reference.values()[i] = (byte) (random.nextInt(4) == 0 ? 1 : 0);
				p.values()[i] = (float) Math.pow(10, -5.0 * random.nextInt(distinct) / distinct) * (reference.get(i) ? 1 : 0.5f);
			}
			final BestThreshold expected = bruteForce(p, reference, 1e-3), found = BestThreshold.of(p, reference, 1e-3)
				.orElseThrow();
			assertEquals("seed " + seed, expected.threshold(), found.threshold(), 0);
			assertEquals("seed " + seed, expected.dice(), found.dice(), 1e-12);
		}
	}

	@Test
	public void whisperedNodesAreFoundBelowTheUsualThreshold() {
		final FloatVolume p = new FloatVolume(GRID);
		final Mask reference = new Mask(GRID);
		for (int i = 0; i < p.values().length; i++) {
			if (i < 20) reference.values()[i] = 1;
			p.values()[i] = i < 20 ? 0.003f : 0.0007f;
		}
		final BestThreshold best = BestThreshold.of(p, reference, 1e-4).orElseThrow();
		assertEquals(0.003f, best.threshold(), 0);
		assertEquals(1, best.dice(), 0);
	}

	@Test
	public void aReferenceThatTheNetworkNeverSawHasNone() {
		final FloatVolume p = new FloatVolume(GRID);
		final Mask reference = new Mask(GRID);
		assertTrue("empty reference", BestThreshold.of(p, reference, 1e-4).isEmpty());
		reference.values()[3] = 1;
		p.values()[4] = 1;
		p.values()[3] = Float.NaN;
		assertTrue(BestThreshold.of(p, reference, 1e-4).isEmpty());
	}

	@Test
	public void otherGridsAreRefused() {
		final Mask other = new Mask(Grid.of(7, 5, 3, 1, 1, 1));
		assertThrows(InputException.class, () -> BestThreshold.of(new FloatVolume(GRID), other, 1e-4));
		assertThrows(IllegalArgumentException.class, () -> BestThreshold.of(new FloatVolume(GRID), new Mask(GRID), 0));
	}
}
