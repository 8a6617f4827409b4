package org.lymphatlas.volume;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class GridTest {

	private static final double[] UNIT = { 1, 0, 0, 0, 1, 0, 0, 0, 1 };
	private static final int[] SIZE = { 11, 7, 5 };
	private static final double[] SPACING = { 0.7, 0.9, 2.5 };
	private static final double[] ORIGIN = { -120, 33, -800.5 };

	private static Grid grid(final double[] direction) {
		return new Grid(SIZE, SPACING, ORIGIN, direction);
	}

	@Test
	public void firstVoxelCentreIsTheOriginAndNeighboursAreASpacingAway() {
		final Grid g = grid(TestVolumes.OBLIQUE_MIRRORED);
		assertArrayEquals(ORIGIN, g.toWorld(0, 0, 0), 1e-12);
		final double[][] steps = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
		for (int a = 0; a < 3; a++) {
			final double[] p = g.toWorld(steps[a][0], steps[a][1], steps[a][2]);
			for (int r = 0; r < 3; r++)
				assertEquals("axis " + a + ", row " + r, ORIGIN[r] + SPACING[a] * TestVolumes.OBLIQUE_MIRRORED[3 * r + a], p[r],
					1e-9);
		}
	}

	@Test
	public void worldAndVoxelRoundTrip() {
		for (final double[] d : new double[][] { UNIT, TestVolumes.OBLIQUE, TestVolumes.OBLIQUE_MIRRORED }) {
			final Grid g = grid(d);
			for (final double[] v : new double[][] { { 0, 0, 0 }, { 10, 6, 4 }, { -3.25, 8.5, 2.125 } }) {
				final double[] p = new double[3];
				g.toWorld(v, p);
				g.toVoxel(p, p);
				assertArrayEquals(v, p, 1e-9);
			}
		}
	}

	@Test
	public void matricesDoWhatTheMethodsDo() {
		final Grid g = grid(TestVolumes.OBLIQUE);
		final double[] m = g.voxelToWorld();
		final double[] p = g.toWorld(2, 3, 4);
		for (int r = 0; r < 3; r++)
			assertEquals(p[r], m[4 * r] * 2 + m[4 * r + 1] * 3 + m[4 * r + 2] * 4 + m[4 * r + 3], 1e-9);
	}

	@Test
	public void withSpacingKeepsTheExtent() {
		for (final double[] d : new double[][] { UNIT, TestVolumes.OBLIQUE, TestVolumes.OBLIQUE_MIRRORED }) {
			final Grid g = grid(d);
			final Grid h = g.withSpacing(0.35, 0.45, 1.25);
			assertArrayEquals(new int[] { 22, 14, 10 }, h.size());
			assertArrayEquals(g.toWorld(-0.5, -0.5, -0.5), h.toWorld(-0.5, -0.5, -0.5), 1e-9);
			assertArrayEquals(g.toWorld(10.5, 6.5, 4.5), h.toWorld(21.5, 13.5, 9.5), 1e-9);
			final Grid rounded = g.withSpacing(2, 2, 2);
			assertArrayEquals(new int[] { 4, 3, 6 }, rounded.size());
			assertArrayEquals("the middle stays", g.toWorld(5, 3, 2), rounded.toWorld(1.5, 1, 2.5), 1e-9);
			assertArrayEquals(new int[] { 1, 1, 1 }, g.withSpacing(100, 100, 100).size());
		}
	}

	@Test
	public void cropPlacesItsVoxelsWhereTheyWere() {
		final Grid g = grid(TestVolumes.OBLIQUE_MIRRORED);
		final Grid part = g.crop(new Box(2, -1, 3, 6, 4, 9));
		assertArrayEquals(new int[] { 4, 5, 6 }, part.size());
		assertArrayEquals(g.toWorld(3, 1, 7), part.toWorld(1, 2, 4), 1e-9);
		assertTrue(g.matches(g.crop(Box.of(g)), 1e-9));
	}

	@Test
	public void indexCountsXFastest() {
		final Grid g = grid(UNIT);
		int i = 0;
		for (int z = 0; z < 5; z++)
			for (int y = 0; y < 7; y++)
				for (int x = 0; x < 11; x++)
					assertEquals(i++, g.index(x, y, z));
		assertEquals(i, g.voxels());
		assertTrue(g.contains(10, 6, 4) && g.contains(0, 0, 0));
		assertFalse(g.contains(11, 0, 0) || g.contains(0, 7, 0) || g.contains(0, 0, 5) || g.contains(-1, 0, 0));
	}

	@Test
	public void matchesToleratesLittleAndNoticesMuch() {
		final Grid g = grid(TestVolumes.OBLIQUE);
		final Grid moved = new Grid(SIZE, SPACING, new double[] { -120, 33.02, -800.5 }, TestVolumes.OBLIQUE);
		assertTrue(g.matches(moved, 0.021));
		assertFalse(g.matches(moved, 0.019));
		assertFalse("other directions", g.matches(grid(UNIT), 0.1));
		assertFalse("other size", g.matches(new Grid(new int[] { 11, 7, 6 }, SPACING, ORIGIN, TestVolumes.OBLIQUE), 1e9));
		final double drift = 0.01 / 10;
		final Grid stretched = new Grid(SIZE, new double[] { 0.7 + drift, 0.9, 2.5 }, ORIGIN, TestVolumes.OBLIQUE);
		assertTrue("10 voxels drift by 0.01 mm", g.matches(stretched, 0.0101));
		assertFalse("10 voxels drift by 0.01 mm", g.matches(stretched, 0.005));
	}

	@Test
	public void equalGridsAreEqual() {
		assertEquals(grid(UNIT), grid(UNIT));
		assertEquals(grid(UNIT).hashCode(), grid(UNIT).hashCode());
		assertNotEquals(grid(UNIT), grid(TestVolumes.OBLIQUE));
	}

	@Test
	public void callersCannotChangeIt() {
		final double[] spacing = SPACING.clone();
		final Grid g = new Grid(SIZE, spacing, ORIGIN, UNIT);
		spacing[0] = 99;
		g.spacing()[0] = 99;
		g.size()[0] = 99;
		g.origin()[0] = 99;
		g.direction()[0] = 99;
		assertEquals(grid(UNIT), g);
	}

	@Test
	public void badArgumentsAreNamed() {
		refuse("axis without voxels", new int[] { 4, 0, 4 }, SPACING, ORIGIN, UNIT);
		refuse("axis without voxels", new int[] { 4, 4, -1 }, SPACING, ORIGIN, UNIT);
		refuse("2^31", new int[] { 65536, 65536, 65536 }, SPACING, ORIGIN, UNIT);
		refuse("2^31", new int[] { Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE }, SPACING, ORIGIN, UNIT);
		refuse("not positive", SIZE, new double[] { 1, 0, 1 }, ORIGIN, UNIT);
		refuse("not positive", SIZE, new double[] { 1, -1, 1 }, ORIGIN, UNIT);
		refuse("not positive", SIZE, new double[] { 1, Double.NaN, 1 }, ORIGIN, UNIT);
		refuse("not positive", SIZE, new double[] { 1, Double.POSITIVE_INFINITY, 1 }, ORIGIN, UNIT);
		refuse("not finite", SIZE, SPACING, new double[] { 0, Double.NaN, 0 }, UNIT);
		refuse("orthonormal", SIZE, SPACING, ORIGIN, new double[] { 1, 0.1, 0, 0, 1, 0, 0, 0, 1 });
		refuse("orthonormal", SIZE, SPACING, ORIGIN, new double[9]);
		refuse("orthonormal", SIZE, SPACING, ORIGIN, new double[] { Double.NaN, 0, 0, 0, 1, 0, 0, 0, 1 });
		refuse("3 sizes", new int[] { 4, 4 }, SPACING, ORIGIN, UNIT);
	}

	private static void refuse(final String reason, final int[] size, final double[] spacing, final double[] origin,
		final double[] direction)
	{
		final String message = assertThrows(InputException.class, () -> new Grid(size, spacing, origin, direction))
			.getMessage();
		assertTrue(message, message.contains(reason));
	}

	@Test
	public void arraysMustFitTheirGrid() {
		assertThrows(IllegalArgumentException.class, () -> new Mask(grid(UNIT), new byte[384]));
		assertThrows(IllegalArgumentException.class, () -> new FloatVolume(grid(UNIT), new float[386]));
		assertThrows(IllegalArgumentException.class, () -> new Box(0, 0, 0, 1, 0, 1));
	}
}
