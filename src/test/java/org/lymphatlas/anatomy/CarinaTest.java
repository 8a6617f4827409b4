package org.lymphatlas.anatomy;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.TreeMap;

import org.junit.Test;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

/** The bifurcation of a windpipe made of cylinders: it splits where two oblique bronchi of radius 6 part. */
public class CarinaTest {

	private static final double[] FORK = { 12, -80, 300 };
	private static final double TRACHEA_RADIUS = 9, BRONCHUS_RADIUS = 6, SLOPE = Math.tan(Math.toRadians(40));
	/** In an axial slice the bronchi are ellipses this wide from axis to edge. */
	private static final double HALF_WIDTH = BRONCHUS_RADIUS * Math.sqrt(1 + SLOPE * SLOPE);
	/** They part where their axes are two half widths from each other. */
	private static final double[] CARINA = { FORK[0], FORK[1], FORK[2] - HALF_WIDTH / SLOPE };

	private static boolean isAir(final double[] p, final double leftLength) {
		final double x = p[0] - FORK[0], y = p[1] - FORK[1], z = p[2] - FORK[2];
		if (z >= 0) return x * x + y * y < TRACHEA_RADIUS * TRACHEA_RADIUS;
		if (z < (x > 0 ? -leftLength : -40)) return false;
		final double across = (Math.abs(x) + z * SLOPE) / Math.sqrt(1 + SLOPE * SLOPE);
		return across * across + y * y < BRONCHUS_RADIUS * BRONCHUS_RADIUS;
	}

	private static Organs windpipe(final Grid grid, final double leftLength) {
		final LabelVolume labels = new LabelVolume(grid);
		final double[] p = new double[3];
		for (int i = 0; i < grid.voxels(); i++) {
			p[0] = i % grid.nx();
			p[1] = i / grid.nx() % grid.ny();
			p[2] = i / grid.nx() / grid.ny();
			grid.toWorld(p, p);
			if (isAir(p, leftLength)) labels.labels()[i] = 16;
		}
		final TreeMap<Integer, String> names = new TreeMap<>();
		names.put(16, "trachea");
		return new Organs(labels, names);
	}

	private static Grid grid(final double spacing, final double lowestZ, final double highestZ) {
		final int n = (int) (120 / spacing);
		return new Grid(new int[] { n, n, (int) ((highestZ - lowestZ) / spacing) }, new double[] { spacing, spacing,
			spacing }, new double[] { FORK[0] - 60, FORK[1] - 60, lowestZ }, new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 });
	}

	private static void assertCarina(final String what, final Grid grid, final double toleranceMm) {
		final Landmarks landmarks = Carina.of(windpipe(grid, 40));
		assertTrue(what + ": " + landmarks.carinaReason(), landmarks.carina().isPresent());
		assertArrayEquals(what + ": " + Arrays.toString(landmarks.carina().get()), CARINA, landmarks.carina().get(),
			toleranceMm);
	}

	@Test
	public void ofCylinders() {
		assertCarina("1 mm", grid(1, 250, 370), 2);
		assertCarina("1.5 mm", grid(1.5, 250, 370), 2);
		assertCarina("3 mm", grid(3, 250, 370), 3);
	}

	@Test
	public void onFlippedAndPermutedGrids() {
		final Grid grid = grid(1.5, 250, 370);
		final int[][] orders = { { 0, 1, 2 }, { 1, 0, 2 }, { 2, 1, 0 }, { 1, 2, 0 } };
		for (final int[] axes : orders)
			for (int flips = 0; flips < 8; flips++)
				assertCarina(Arrays.toString(axes) + " " + flips, Grids.permuted(grid, axes, new boolean[] { (flips & 1) != 0,
					(flips & 2) != 0, (flips & 4) != 0 }), 2);
	}

	@Test
	public void onObliqueGrids() {
		for (int axis = 0; axis < 3; axis++)
			for (final double degrees : new double[] { -20, -7, 13, 20 })
				assertCarina(degrees + " degrees about axis " + axis, Grids.turned(grid(1.5, 230, 390), axis, degrees), 3);
	}

	@Test
	public void isNotInventedWhereTheMaskEndsAboveIt() {
		final Landmarks landmarks = Carina.of(windpipe(grid(1.5, 298, 370), 40));
		assertFalse(landmarks.carina().isPresent());
		assertEquals("the field of view ends above the tracheal bifurcation", landmarks.carinaReason());
	}

	@Test
	public void isNotInventedWhereTheMaskBeginsBelowIt() {
		final Landmarks landmarks = Carina.of(windpipe(grid(1.5, 230, 288), 40));
		assertFalse(landmarks.carina().map(Arrays::toString).orElse(""), landmarks.carina().isPresent());
	}

	@Test
	public void organsWithoutWindpipeHaveNone() {
		final TreeMap<Integer, String> names = new TreeMap<>();
		names.put(1, "aorta");
		final LabelVolume labels = new LabelVolume(Grid.of(20, 20, 20, 2, 2, 2));
		labels.labels()[0] = 1;
		final Landmarks landmarks = Carina.of(new Organs(labels, names));
		assertFalse(landmarks.carina().isPresent());
		assertEquals("the organs hold no windpipe", landmarks.carinaReason());
	}
}
