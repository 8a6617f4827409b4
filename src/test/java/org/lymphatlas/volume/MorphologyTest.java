package org.lymphatlas.volume;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import org.junit.Test;

public class MorphologyTest {

	@Test
	public void ballsAgreeWithMeasuringEveryPair() {
		for (final Grid grid : TestVolumes.SMALL_GRIDS)
			for (final double radiusMm : new double[] { 0, 0.9, 1, 1.5, 2.5 })
				for (int seed = 0; seed < 3; seed++) {
					final Mask mask = TestVolumes.random(grid, 0.1, seed);
					final String what = grid + ", radius " + radiusMm + ", seed " + seed;
					assertArrayEquals("dilation on " + what, ball(mask, radiusMm), Morphology.dilate(mask, radiusMm).values());
					final Mask full = TestVolumes.random(grid, 0.9, seed);
					final byte[] background = ball(Masks.not(full), radiusMm);
					assertArrayEquals("erosion on " + what, Masks.not(new Mask(grid, background)).values(), Morphology.erode(full,
						radiusMm).values());
				}
	}

	private static byte[] ball(final Mask mask, final double radiusMm) {
		final Grid g = mask.grid();
		final byte[] result = new byte[g.voxels()];
		for (int i = 0; i < result.length; i++)
			for (int j = 0; j < result.length; j++)
				if (mask.get(j) && DistanceTransformTest.squaredMm(g, i, j) <= radiusMm * radiusMm + 1e-6) result[i] = 1;
		return result;
	}

	@Test
	public void agreesWithSciPy() {
		final Mask mask = TestVolumes.formula(15);
		final int[] dilated = { 1173, 1273, 1277 }, background = { 114, 14, 10 }, twice = { 1285, 1287, 1287 };
		for (final Connectivity c : Connectivity.values()) {
			assertEquals(c.name(), dilated[c.ordinal()], Morphology.dilate(mask, c, 1).count());
			assertEquals(c.name(), background[c.ordinal()], Morphology.erode(Masks.not(mask), c, 1).count());
			assertEquals(c.name(), twice[c.ordinal()], Morphology.dilate(mask, c, 2).count());
		}
		assertEquals(1278, Morphology.dilate(mask, 2).count());
		final Mask porous = TestVolumes.formula(8);
		assertEquals(782, porous.count());
		assertEquals(21, Morphology.erode(porous, 1.5).count());
		assertEquals(811, Morphology.fillHoles(porous).count());
		assertEquals(946, Morphology.fillHolesPerSlice(porous).count());
	}

	@Test
	public void aVoxelGrowsToItsNeighbourhood() {
		final Mask voxel = new Mask(Grid.of(9, 9, 9, 1, 1, 1));
		voxel.values()[voxel.grid().index(4, 4, 4)] = 1;
		assertEquals(7, Morphology.dilate(voxel, Connectivity.SIX, 1).count());
		assertEquals(19, Morphology.dilate(voxel, Connectivity.EIGHTEEN, 1).count());
		assertEquals(27, Morphology.dilate(voxel, Connectivity.TWENTY_SIX, 1).count());
		assertEquals(25, Morphology.dilate(voxel, Connectivity.SIX, 2).count());
		assertEquals(93, Morphology.dilate(voxel, Connectivity.EIGHTEEN, 2).count());
		assertEquals(125, Morphology.dilate(voxel, Connectivity.TWENTY_SIX, 2).count());
		assertEquals(1, Morphology.dilate(voxel, Connectivity.SIX, 0).count());
		assertEquals("6 at 1 mm and itself", 7, Morphology.dilate(voxel, 1).count());
		assertEquals(3 * 5 * 7, Morphology.dilateBox(voxel, 1, 2, 3).count());
	}

	@Test
	public void boxesAgreeWithLookingAround() {
		for (final Grid grid : TestVolumes.SMALL_GRIDS)
			for (final int[] r : new int[][] { { 0, 0, 0 }, { 1, 0, 2 }, { 2, 2, 2 }, { 0, 9, 1 } }) {
				final Mask mask = TestVolumes.random(grid, 0.06, 11);
				final byte[] expected = new byte[grid.voxels()];
				for (int z = 0, i = 0; z < grid.nz(); z++)
					for (int y = 0; y < grid.ny(); y++)
						for (int x = 0; x < grid.nx(); x++, i++)
							for (int dz = -r[2]; dz <= r[2]; dz++)
								for (int dy = -r[1]; dy <= r[1]; dy++)
									for (int dx = -r[0]; dx <= r[0]; dx++)
										if (grid.contains(x + dx, y + dy, z + dz)) expected[i] |= mask.values()[grid.index(x + dx, y + dy,
											z + dz)];
				assertArrayEquals(grid + " by " + r[0] + ", " + r[1] + ", " + r[2], expected, Morphology.dilateBox(mask, r[0],
					r[1], r[2]).values());
			}
	}

	@Test
	public void openingOnlyRemovesClosingOnlyAddsAndBothOnce() {
		for (final Grid grid : TestVolumes.SMALL_GRIDS)
			for (int seed = 0; seed < 3; seed++) {
				final Mask mask = TestVolumes.random(grid, 0.5, seed);
				final Mask opened = Morphology.open(mask, 1);
				final Mask closed = Morphology.close(mask, 1);
				assertEquals(grid + " opening adds", 0, Masks.andNot(opened, mask).count());
				assertEquals(grid + " closing removes", 0, Masks.andNot(mask, closed).count());
				assertArrayEquals(opened.values(), Morphology.open(opened, 1).values());
				assertArrayEquals(closed.values(), Morphology.close(closed, 1).values());
			}
	}

	@Test
	public void theImageEdgeDoesNotErode() {
		final Mask all = Masks.not(new Mask(Grid.of(5, 4, 3, 1, 1, 1)));
		assertEquals(60, Morphology.erode(all, 2).count());
		assertEquals(60, Morphology.erode(all, Connectivity.SIX, 3).count());
		assertEquals(0, Morphology.dilate(new Mask(all.grid()), 2).count());
		assertEquals(0, Morphology.erode(new Mask(all.grid()), 2).count());
	}

	@Test
	public void holesAreBackgroundWithoutAWayOut() {
		for (final Grid grid : TestVolumes.SMALL_GRIDS)
			for (int seed = 0; seed < 6; seed++) {
				final Mask mask = TestVolumes.random(grid, 0.65, seed);
				assertArrayEquals(grid + ", seed " + seed, filled(mask, 0, grid.nz(), true), Morphology.fillHoles(mask)
					.values());
				final byte[] perSlice = new byte[grid.voxels()];
				for (int z = 0; z < grid.nz(); z++)
					System.arraycopy(filled(mask, z, z + 1, false), z * grid.nx() * grid.ny(), perSlice, z * grid.nx() * grid
						.ny(), grid.nx() * grid.ny());
				assertArrayEquals("slices of " + grid + ", seed " + seed, perSlice, Morphology.fillHolesPerSlice(mask)
					.values());
			}
	}

	/** Lets background spread from the edge until nothing changes. */
	private static byte[] filled(final Mask mask, final int z0, final int z1, final boolean ends) {
		final Grid g = mask.grid();
		final boolean[] out = new boolean[g.voxels()];
		for (boolean changed = true; changed;) {
			changed = false;
			for (int z = z0; z < z1; z++)
				for (int y = 0; y < g.ny(); y++)
					for (int x = 0; x < g.nx(); x++) {
						final int i = g.index(x, y, z);
						if (out[i] || mask.get(i)) continue;
						final boolean edge = x == 0 || y == 0 || x == g.nx() - 1 || y == g.ny() - 1 || ends && (z == z0 || z == z1 -
							1);
						final boolean way = edge || out[i - 1] || out[i + 1] || out[i - g.nx()] || out[i + g.nx()] || z > z0 && out[i -
							g.nx() * g.ny()] || z < z1 - 1 && out[i + g.nx() * g.ny()];
						if (way) {
							out[i] = true;
							changed = true;
						}
					}
		}
		final byte[] result = new byte[out.length];
		for (int i = 0; i < out.length; i++)
			result[i] = (byte) (out[i] ? 0 : 1);
		return result;
	}

	@Test
	public void inputsAreNotChangedAndBadOnesRefused() {
		final Mask mask = TestVolumes.random(TestVolumes.SMALL_GRIDS[0], 0.6, 5);
		final byte[] before = mask.values().clone();
		Morphology.open(mask, 1);
		Morphology.close(mask, 1);
		Morphology.dilateBox(mask, 1, 1, 1);
		Morphology.erode(mask, Connectivity.SIX, 1);
		Morphology.fillHoles(mask);
		Morphology.fillHolesPerSlice(mask);
		assertArrayEquals(before, mask.values());
		assertThrows(IllegalArgumentException.class, () -> Morphology.dilate(mask, -1));
		assertThrows(IllegalArgumentException.class, () -> Morphology.dilate(mask, Double.NaN));
		assertThrows(IllegalArgumentException.class, () -> Morphology.dilate(mask, Connectivity.SIX, -1));
		assertThrows(IllegalArgumentException.class, () -> Morphology.dilateBox(mask, 1, -1, 1));
	}
}
