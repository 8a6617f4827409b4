package org.lymphatlas.volume;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;

import org.junit.Test;

public class ComponentsTest {

	@Test
	public void agreesWithBreadthFirstSearch() {
		for (final Grid grid : TestVolumes.SMALL_GRIDS)
			for (final Connectivity connectivity : Connectivity.values())
				for (final double fill : new double[] { 0, 0.15, 0.3, 0.5, 0.8, 1 })
					for (int seed = 0; seed < 4; seed++) {
						final Mask mask = TestVolumes.random(grid, fill, seed);
						final Components.Labelling result = Components.label(mask, connectivity);
						final int[] expected = search(mask, connectivity);
						assertArrayEquals(connectivity + " on " + grid + ", fill " + fill + ", seed " + seed, expected, result
							.labels());
						assertEquals(Arrays.stream(expected).max().orElse(0), result.count());
						final int[] sizes = new int[result.count() + 1];
						for (final int label : expected)
							sizes[label]++;
						assertArrayEquals(sizes, result.sizes());
					}
	}

	/** Labels in scan order; neighbours by their city-block distance. */
	private static int[] search(final Mask mask, final Connectivity connectivity) {
		final int reach = connectivity == Connectivity.SIX ? 1 : connectivity == Connectivity.EIGHTEEN ? 2 : 3;
		final Grid g = mask.grid();
		final int[] labels = new int[g.voxels()];
		int count = 0;
		for (int seed = 0; seed < labels.length; seed++) {
			if (!mask.get(seed) || labels[seed] != 0) continue;
			count++;
			final ArrayDeque<Integer> queue = new ArrayDeque<>();
			queue.add(seed);
			labels[seed] = count;
			while (!queue.isEmpty()) {
				final int i = queue.poll(), x = i % g.nx(), y = i / g.nx() % g.ny(), z = i / g.nx() / g.ny();
				for (int k = 0; k < 27; k++) {
					final int dx = k % 3 - 1, dy = k / 3 % 3 - 1, dz = k / 9 - 1;
					if (Math.abs(dx) + Math.abs(dy) + Math.abs(dz) > reach || !g.contains(x + dx, y + dy, z + dz)) continue;
					final int j = g.index(x + dx, y + dy, z + dz);
					if (mask.get(j) && labels[j] == 0) {
						labels[j] = count;
						queue.add(j);
					}
				}
			}
		}
		return labels;
	}

	@Test
	public void agreesWithSciPy() {
		final Mask mask = TestVolumes.formula(15);
		assertEquals(388, mask.count());
		final int[] counts = { 105, 8, 2 }, largest = { 51, 373, 387 };
		for (final Connectivity c : Connectivity.values()) {
			final Components.Labelling result = Components.label(mask, c);
			assertEquals(c.name(), counts[c.ordinal()], result.count());
			assertEquals(c.name(), largest[c.ordinal()], result.sizes()[result.largest()]);
			assertEquals(c.name(), largest[c.ordinal()], Components.largest(mask, c).count());
		}
	}

	@Test
	public void aSpiralIsOneComponentAndACheckerboardIsMany() {
		final Grid grid = Grid.of(41, 41, 1, 1, 1, 1);
		final Mask spiral = new Mask(grid);
		int x = 0, y = 0, dx = 1, dy = 0, run = 40;
		spiral.values()[0] = 1;
		for (int leg = 0; run > 0; leg++) {
			for (int i = 0; i < run; i++) {
				x += dx;
				y += dy;
				spiral.values()[grid.index(x, y, 0)] = 1;
			}
			final int turn = dx;
			dx = -dy;
			dy = turn;
			if (leg >= 2 && leg % 2 == 0) run -= 2;
		}
		assertEquals(1, Components.label(spiral, Connectivity.SIX).count());
		spiral.values()[grid.index(20, 0, 0)] = 0;
		assertEquals("cut once", 2, Components.label(spiral, Connectivity.SIX).count());
		final Mask board = new Mask(Grid.of(20, 20, 20, 1, 1, 1));
		for (int i = 0; i < 8000; i++)
			board.values()[i] = (byte) ((i % 20 + i / 20 % 20 + i / 400) % 2);
		assertEquals(4000, Components.label(board, Connectivity.SIX).count());
		assertEquals(1, Components.label(board, Connectivity.EIGHTEEN).count());
	}

	@Test
	public void theFirstOfEquallyLargeComponentsWins() {
		final Mask mask = new Mask(Grid.of(8, 1, 1, 1, 1, 1), new byte[] { 1, 0, 1, 1, 0, 1, 1, 0 });
		assertArrayEquals(new byte[] { 0, 0, 1, 1, 0, 0, 0, 0 }, Components.largest(mask, Connectivity.SIX).values());
		final Mask none = new Mask(mask.grid());
		assertEquals(0, Components.largest(none, Connectivity.TWENTY_SIX).count());
	}

	@Test
	public void removeSmallKeepsThoseOfExactlyTheLeastSize() {
		final Mask mask = new Mask(Grid.of(9, 1, 1, 1, 1, 1), new byte[] { 1, 0, 1, 1, 0, 1, 1, 1, 0 });
		assertArrayEquals(new byte[] { 0, 0, 1, 1, 0, 1, 1, 1, 0 }, Components.removeSmall(mask, Connectivity.SIX, 2)
			.values());
		assertTrue(Components.removeSmall(mask, Connectivity.SIX, 4).count() == 0);
	}
}
