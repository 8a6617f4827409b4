package org.lymphatlas.atlas;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.Test;
import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;
import org.lymphatlas.volume.PointMapping;

/** Priors against their closed forms, on upright, oblique and mirrored target grids. */
public class PriorsTest {

	private static final Grid FIELD = ExampleAtlas.OWN_GRID;
	private static final double[] UPRIGHT = { 1, 0, 0, 0, 1, 0, 0, 0, 1 };
	private static final AffineTransform RIGID = AffineTransform.rigid(new double[] { 0.2, -0.3, 0.5 }, FIELD.toWorld(10,
		10, 8), new double[] { 6, -9, 4 });

	private final Atlas atlas = ExampleAtlas.on(FIELD);

	/** A grid around the middle of the atlas that reaches some way beyond it. */
	private static Grid target(final double[] direction) {
		final Grid atOrigin = new Grid(new int[] { 30, 28, 26 }, new double[] { 2.3, 1.9, 2.7 }, new double[3], direction);
		final double[] middle = atOrigin.toWorld(14.5, 13.5, 12.5), origin = FIELD.toWorld(11.5, 9.5, 7.5);
		for (int a = 0; a < 3; a++)
			origin[a] -= middle[a];
		return new Grid(atOrigin.size(), atOrigin.spacing(), origin, direction);
	}

	private static Grid[] targets() {
		return new Grid[] { FIELD, target(UPRIGHT), target(ExampleAtlas.OBLIQUE), target(ExampleAtlas.MIRRORED) };
	}

	private static PointMapping[] mappings() {
		return new PointMapping[] { PointMapping.IDENTITY, RIGID, PriorsTest::wave };
	}

	/** Not affine: up to 6 mm to and fro. */
	private static void wave(final double[] p, final double[] q) {
		final double dx = 6 * Math.sin(p[1] / 15), dy = 5 * Math.cos(p[2] / 20), dz = 4 * Math.sin(p[0] / 12);
		q[0] = p[0] + dx;
		q[1] = p[1] + dy;
		q[2] = p[2] + dz;
	}

	@FunctionalInterface
	private interface Check {

		/** @param p the atlas point that voxel i shows, LPS mm */
		void at(int i, double[] p, String where);
	}

	/** Checks 3000 voxels of every target under every mapping. */
	private static void everywhere(final Grid grid, final PointMapping mapping, final Check check) {
		final Random random = new Random(grid.hashCode());
		for (int k = 0; k < 3000; k++) {
			final int x = random.nextInt(grid.nx()), y = random.nextInt(grid.ny()), z = random.nextInt(grid.nz());
			final double[] p = grid.toWorld(x, y, z);
			mapping.apply(p, p);
			check.at(grid.index(x, y, z), p, "voxel (" + x + ", " + y + ", " + z + ") of " + grid);
		}
	}

	private static double distance(final double[] p, final double[] q) {
		return Math.sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) + (p[2] - q[2]) * (p[2] - q[2]));
	}

	/** Voxel coordinates in the atlas' field. */
	private static double[] inField(final double[] p) {
		final double[] v = new double[3];
		FIELD.toVoxel(p, v);
		return v;
	}

	/** The least distance of a point from the field's border, voxels; negative outside. */
	private static double depth(final double[] v) {
		double depth = Double.MAX_VALUE;
		for (int a = 0; a < 3; a++)
			depth = Math.min(depth, Math.min(v[a] + 0.5, FIELD.size(a) - 0.5 - v[a]));
		return depth;
	}

	@Test
	public void distanceIsTheClosedForm() {
		for (final PointMapping mapping : mappings())
			for (final Grid grid : targets()) {
				final FloatVolume map = new Priors(atlas, mapping).distance(grid);
				assertEquals(grid, map.grid());
				everywhere(grid, mapping, (i, p, where) -> assertEquals(where, (float) Math.min(1, distance(p, atlas
					.carina()) / atlas.largestDistanceMm()), map.values()[i], 1e-7));
			}
	}

	@Test
	public void distanceGoesOnOutsideTheFieldAndIsClipped() {
		final double[] carina = atlas.carina();
		final Grid grid = target(UPRIGHT);
		final float[] map = new Priors(atlas, RIGID).distance(grid).values();
		final int[] beyond = new int[1];
		everywhere(grid, RIGID, (i, p, where) -> {
			if (depth(inField(p)) < 0 && distance(p, carina) < 0.9 * atlas.largestDistanceMm()) {
				beyond[0]++;
				assertTrue(where, map[i] < 0.91);
			}
		});
		assertTrue("voxels outside the field yet near the carina: " + beyond[0], beyond[0] > 50);
		for (final float v : new Priors(atlas, AffineTransform.translation(900, 0, 0)).distance(grid).values())
			assertEquals(1, v, 0);
	}

	@Test
	public void distanceIsZeroAtTheCarinaAndOneAtTheFarthestCorner() {
		final float[] map = new Priors(atlas, PointMapping.IDENTITY).distance(FIELD).values();
		assertEquals(0, map[FIELD.index(2, 2, 2)], 1e-6);
		assertEquals(1, map[FIELD.index(23, 19, 15)], 1e-6);
	}

	@Test
	public void probabilityIsTheAtlasAtTheMappedPoint() {
		for (final PointMapping mapping : mappings())
			for (final Grid grid : targets()) {
				final float[] map = new Priors(atlas, mapping).probability(grid).values();
				final int[] seen = new int[2];
				everywhere(grid, mapping, (i, p, where) -> {
					final double depth = depth(inField(p));
					if (depth < -1e-3) {
						seen[0]++;
						assertEquals(where, 0, map[i], 0);
					}
					else if (depth > 0.5) {
						seen[1]++;
						assertEquals(where, ExampleAtlas.probabilityAt(FIELD, p), map[i], 1e-6);
					}
					else if (depth > 1e-3) assertTrue(where + ": " + map[i], map[i] >= 0.19 && map[i] <= 0.81);
				});
				assertTrue("inside " + seen[1] + " of " + grid, seen[1] > 300);
				assertTrue("outside " + seen[0] + " of " + grid, seen[0] > 100 || mapping != RIGID && grid.equals(FIELD));
			}
	}

	@Test
	public void stationIsTheNearestVoxels() {
		for (final PointMapping mapping : mappings())
			for (final Grid grid : targets()) {
				final LabelVolume map = new Priors(atlas, mapping).station(grid);
				everywhere(grid, mapping, (i, p, where) -> {
					final double[] v = inField(p);
					for (final double c : v)
						if (Math.abs(c - Math.floor(c) - 0.5) < 1e-3) return; // either neighbour is right
					final int expected = depth(v) < 0 ? 0 : atlas.stations().labelAt(FIELD.index((int) Math.rint(v[0]),
						(int) Math.rint(v[1]), (int) Math.rint(v[2])));
					assertEquals(where, expected, map.labelAt(i));
				});
			}
	}

	@Test
	public void onItsOwnGridAnAtlasIsItself() {
		final Priors own = new Priors(atlas, PointMapping.IDENTITY);
		assertArrayEquals(atlas.stations().labels(), own.station(FIELD).labels());
		assertArrayEquals(atlas.probability().values(), own.probability(FIELD).values(), 1e-6f);
	}

	/** Moved along one of its own axes by k voxels, a grid of n of them leaves itself by k / n. */
	@Test
	public void shareOutsideTheField() {
		for (final double[] direction : new double[][] { UPRIGHT, ExampleAtlas.OBLIQUE, ExampleAtlas.MIRRORED }) {
			final Grid grid = new Grid(new int[] { 32, 16, 20 }, new double[] { 2, 2.5, 3 }, new double[] { -30, 8, 500 },
				direction);
			final Atlas own = ExampleAtlas.on(grid);
			for (final int[] k : new int[][] { { 0, 0, 0 }, { 16, 0, 0 }, { -8, 4, 0 }, { 0, -4, 5 }, { 0, 0, 20 }, { -40, 0,
				0 } })
			{
				final double[] from = grid.toWorld(0, 0, 0), to = grid.toWorld(k[0], k[1], k[2]);
				final Priors priors = new Priors(own, AffineTransform.translation(to[0] - from[0], to[1] - from[1], to[2] -
					from[2]));
				double within = 1;
				for (int a = 0; a < 3; a++)
					within *= Math.max(0, grid.size(a) - Math.abs(k[a])) / (double) grid.size(a);
				assertEquals(Arrays.toString(k), 1 - within, priors.shareOutside(Masks.not(new Mask(grid))), 1e-12);
				final Mask firstColumns = new Mask(grid);
				for (int i = 0; i < grid.voxels(); i++)
					firstColumns.values()[i] = (byte) (i % 32 < 8 ? 1 : 0);
				if (k[1] == 0 && k[2] == 0) assertEquals("columns 0 to 7 moved by " + k[0], k[0] < 0 ? 1 : 0, priors
					.shareOutside(firstColumns), 0);
			}
			assertTrue(Double.isNaN(new Priors(own, PointMapping.IDENTITY).shareOutside(new Mask(grid))));
		}
	}
}
