package org.lymphatlas.anatomy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Random;
import java.util.TreeMap;

import org.junit.Test;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;

/** The hull against a brute force one: half spaces of all triples of points. */
public class LungHullTest {

	private static final double[] TURNED = { 0.8, -0.6, 0, 0.6, 0.8, 0, 0, 0, 1 };

	private static Mask scattered(final Grid grid, final long seed, final int points) {
		final Random random = new Random(seed);
		final Mask mask = new Mask(grid);
		for (int i = 0; i < points; i++)
			mask.values()[random.nextInt(grid.voxels())] = 1;
		return mask;
	}

	private static double[][] positions(final Mask mask) {
		final Grid g = mask.grid();
		final double[][] points = new double[(int) mask.count()][];
		int n = 0;
		for (int i = 0; i < mask.values().length; i++)
			if (mask.get(i)) points[n++] = g.toWorld(i % g.nx(), i / g.nx() % g.ny(), i / g.nx() / g.ny());
		return points;
	}

	/** How far a point lies beyond the hull's planes, mm; negative inside. Planes through three points with all on a side. */
	private static double beyond(final double[][] points, final double[] p) {
		double worst = Double.NEGATIVE_INFINITY;
		for (int i = 0; i < points.length; i++)
			for (int j = 0; j < points.length; j++)
				for (int k = 0; k < points.length; k++) {
					if (i == j || j == k || i == k) continue;
					final double[] n = cross(minus(points[j], points[i]), minus(points[k], points[i]));
					final double length = Math.sqrt(dot(n, n));
					if (length < 1e-9) continue;
					boolean face = true;
					for (final double[] q : points)
						face &= dot(n, minus(q, points[i])) <= 1e-9 * length;
					if (face) worst = Math.max(worst, dot(n, minus(p, points[i])) / length);
				}
		return worst;
	}

	private static double[] minus(final double[] a, final double[] b) {
		return new double[] { a[0] - b[0], a[1] - b[1], a[2] - b[2] };
	}

	private static double[] cross(final double[] a, final double[] b) {
		return new double[] { a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0] };
	}

	private static double dot(final double[] a, final double[] b) {
		return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
	}

	private static void assertIsHull(final String what, final Mask mask, final Grid target) {
		final double[][] points = positions(mask);
		final Mask hull = LungHull.of(mask, target);
		for (int z = 0; z < target.nz(); z++)
			for (int y = 0; y < target.ny(); y++)
				for (int x = 0; x < target.nx(); x++) {
					final double beyond = beyond(points, target.toWorld(x, y, z));
					if (Math.abs(beyond) < 1e-3) continue;
					assertEquals(what + " voxel " + x + ", " + y + ", " + z + " is " + beyond + " mm beyond", beyond < 0, hull.get(
						target.index(x, y, z)));
				}
	}

	@Test
	public void ofScatteredVoxels() {
		final Grid grid = Grid.of(9, 8, 7, 2, 2.5, 3);
		for (int seed = 0; seed < 6; seed++)
			assertIsHull("seed " + seed, scattered(grid, seed, 9), grid);
	}

	@Test
	public void onAnotherObliqueGrid() {
		final Grid from = new Grid(new int[] { 7, 6, 8 }, new double[] { 3, 2, 2 }, new double[] { 5, -7, 11 }, TURNED);
		final Grid to = new Grid(new int[] { 14, 14, 10 }, new double[] { 1.7, 1.7, 1.9 }, new double[] { 0, -8, 10 },
			new double[] { 0, 1, 0, 1, 0, 0, 0, 0, 1 });
		for (int seed = 10; seed < 14; seed++)
			assertIsHull("seed " + seed, scattered(from, seed, 8), to);
	}

	@Test
	public void ofABoxIsTheBox() {
		final Grid grid = Grid.of(20, 20, 20, 1, 1, 2);
		final Mask box = new Mask(grid);
		for (int z = 3; z < 9; z++)
			for (int y = 4; y < 15; y++)
				for (int x = 2; x < 17; x++)
					box.values()[grid.index(x, y, z)] = 1;
		final Mask hull = LungHull.of(box, grid);
		for (int i = 0; i < hull.values().length; i++)
			assertEquals("voxel " + i, box.get(i), hull.get(i));
	}

	@Test
	public void holdsBothLungsAndWhatLiesBetween() {
		final Grid grid = Grid.of(30, 10, 10, 1, 1, 1);
		final LabelVolume labels = new LabelVolume(grid);
		for (int z = 2; z < 8; z++)
			for (int y = 2; y < 8; y++) {
				labels.labels()[grid.index(3, y, z)] = 1;
				labels.labels()[grid.index(26, y, z)] = 2;
				labels.labels()[grid.index(29, y, z)] = 3;
			}
		final TreeMap<Integer, String> names = new TreeMap<>();
		names.put(1, "lung_right");
		names.put(2, "lung_lower_lobe_left");
		names.put(3, "aorta");
		assertEquals(24 * 36, LungHull.of(new Organs(labels, names), grid).count());
	}

	@Test
	public void withoutLungsOrFlatIsAnInputError() {
		final Grid grid = Grid.of(10, 10, 10, 1, 1, 1);
		final TreeMap<Integer, String> names = new TreeMap<>();
		names.put(1, "lung_left");
		assertThrows(InputException.class, () -> LungHull.of(new Organs(new LabelVolume(grid), names), grid));
		final LabelVolume flat = new LabelVolume(grid);
		for (int i = 300; i < 400; i++)
			flat.labels()[i] = 1;
		final InputException e = assertThrows(InputException.class, () -> LungHull.of(new Organs(flat, names), grid));
		assertTrue(e.getMessage(), e.getMessage().contains("one plane"));
	}
}
