package org.lymphatlas.pipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Optional;

import org.junit.Test;
import org.lymphatlas.volume.Grid;

public class MemoryPlanTest {

	private static final Grid SMALL = Grid.of(64, 64, 64, 4, 4, 4);

	@Test
	public void asManyAtOnceAsAreWantedOrFit() {
		assertEquals(3, MemoryPlan.atOnce(3, 1, Optional.of(SMALL)));
		assertEquals("nothing to do", 3, MemoryPlan.atOnce(3, 0, Optional.of(SMALL)));
		assertEquals("one always runs", 1, MemoryPlan.atOnce(3, Long.MAX_VALUE / 2, Optional.of(SMALL)));
		final long heap = Runtime.getRuntime().maxMemory();
		final int some = MemoryPlan.atOnce(1000, heap / 20, Optional.of(SMALL));
		assertTrue(some + " that take a twentieth of the heap each", some < 20);
		assertTrue("more without the reference", MemoryPlan.atOnce(1000, heap / 1000, Optional.empty()) > MemoryPlan.atOnce(
			1000, heap / 1000, Optional.of(SMALL)));
	}

	@Test
	public void largerCtsTakeMore() {
		final long small = MemoryPlan.registrationBytes(SMALL), large = MemoryPlan.registrationBytes(Grid.of(512, 512, 600,
			0.8, 0.8, 0.8));
		assertTrue(small >= 5L * SMALL.voxels());
		assertTrue(large > 5L * 512 * 512 * 600 && large < 3L << 30);
	}
}
