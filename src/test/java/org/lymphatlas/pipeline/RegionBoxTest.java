package org.lymphatlas.pipeline;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Optional;

import org.junit.Test;
import org.lymphatlas.network.nnunet.NnunetPlan;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

public class RegionBoxTest {

	private static NnunetPlan plan(final int[] transpose) {
		return new NnunetPlan(null, new int[] { 10, 20, 30 }, new double[] { 2, 1, 1 }, transpose, List.of(), null, null, List
			.of(), false, null, Optional.empty(), null);
	}

	private static Mask region(final Grid grid, final Box box) {
		final Mask mask = new Mask(grid);
		mask.values()[grid.index(box.minX(), box.minY(), box.minZ())] = 1;
		mask.values()[grid.index(box.maxX() - 1, box.maxY() - 1, box.maxZ() - 1)] = 1;
		return mask;
	}

	@Test
	public void holdsTheRegionAndAPatch() {
		final Grid grid = Grid.of(100, 80, 60, 1, 1, 1);
		assertEquals("grown evenly", new Box(36, 31, 21, 66, 51, 41), RegionBox.of(region(grid, new Box(50, 40, 30, 52, 42,
			32)), plan(new int[] { 0, 1, 2 })));
		assertEquals("transposed: x 20, y 30, z 20 mm", new Box(41, 26, 21, 61, 56, 41), RegionBox.of(region(grid, new Box(50,
			40, 30, 52, 42, 32)), plan(new int[] { 0, 2, 1 })));
		assertEquals("a region larger than the patch", new Box(10, 10, 10, 90, 70, 50), RegionBox.of(region(grid, new Box(10,
			10, 10, 90, 70, 50)), plan(new int[] { 0, 1, 2 })));
	}

	@Test
	public void staysWithinTheCt() {
		assertEquals("moved to the edges", new Box(0, 60, 0, 30, 80, 20), RegionBox.of(region(Grid.of(100, 80, 60, 1, 1, 1),
			new Box(0, 75, 1, 3, 80, 4)), plan(new int[] { 0, 1, 2 })));
		assertEquals("no larger than the CT", new Box(0, 0, 0, 10, 15, 8), RegionBox.of(region(Grid.of(10, 15, 8, 1, 1, 1),
			new Box(1, 1, 1, 3, 3, 3)), plan(new int[] { 0, 1, 2 })));
		assertEquals("spacing counts", new Box(35, 29, 22, 50, 39, 27), RegionBox.of(region(Grid.of(100, 80, 60, 2, 2, 4),
			new Box(42, 34, 24, 43, 35, 26)), plan(new int[] { 0, 1, 2 })));
	}
}
