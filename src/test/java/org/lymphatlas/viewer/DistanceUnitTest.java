package org.lymphatlas.viewer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;

public class DistanceUnitTest {

	@Test
	public void theUnitOfAnUnwarpedMapIsExactHoweverItIsStored() {
		for (int flips = 0; flips < 8; flips++) {
			final FloatVolume distance = ExampleCase.on(ExampleCase.grid(1, 1, 1, flips, flips % 3)).distance();
			assertEquals("flips " + flips, 100, DistanceUnit.mm(distance), 2);
		}
	}

	@Test
	public void aStretchedMapGivesTheTypicalStretch() {
		final Grid grid = Grid.of(60, 60, 60, 2, 2, 2);
		final FloatVolume distance = new FloatVolume(grid);
		for (int i = 0; i < distance.values().length; i++)
			distance.values()[i] = (float) Math.min(1, 1.1 * Math.sqrt(Math.pow(i % 60 - 30, 2) + Math.pow(i / 60 % 60 - 30, 2) +
				Math.pow(i / 3600 - 30, 2)) * 2 / 80);
		assertEquals(80 / 1.1, DistanceUnit.mm(distance), 1);
	}

	@Test
	public void aFlatMapHasNone() {
		assertTrue(Double.isNaN(DistanceUnit.mm(new FloatVolume(Grid.of(5, 5, 5, 1, 1, 1)))));
	}
}
