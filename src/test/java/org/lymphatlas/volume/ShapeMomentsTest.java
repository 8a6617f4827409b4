package org.lymphatlas.volume;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.util.Arrays;

import org.junit.Test;

public class ShapeMomentsTest {

	private static final double[] UNIT = { 1, 0, 0, 0, 1, 0, 0, 0, 1 };

	private static ShapeMoments box(final Grid grid, final int nx, final int ny, final int nz) {
		final ShapeMoments moments = new ShapeMoments(grid);
		for (int z = 0; z < nz; z++)
			for (int y = 0; y < ny; y++)
				for (int x = 0; x < nx; x++)
					moments.add(x + 7, y + 5, z + 3);
		return moments;
	}

	@Test
	public void ellipsoidDiametersOfBoxes() {
		for (final double[] direction : new double[][] { UNIT, TestVolumes.OBLIQUE, TestVolumes.OBLIQUE_MIRRORED }) {
			final int[] size = { 20, 20, 20 };
			final double[] origin = { -200, 30, 999 };
			assertArrayEquals(new double[] { 4.962804, 4.962804, 4.962804 }, box(new Grid(size, new double[] { 1, 1, 1 },
				origin, direction), 4, 4, 4).ellipsoidDiametersMm(), 1e-6);
			assertArrayEquals(new double[] { 6.786206, 10.395677, 10.395677 }, box(new Grid(size, new double[] { .8, .8, 3 },
				origin, direction), 10, 10, 2).ellipsoidDiametersMm(), 1e-6);
			assertArrayEquals(new double[] { 4.913354, 7.505273, 9.322434 }, box(new Grid(size, new double[] { 1, 1, 1.5 },
				origin, direction), 6, 4, 5).ellipsoidDiametersMm(), 1e-6);
		}
	}

	@Test
	public void whatLiesInOnePlaneHasNoEllipsoid() {
		final Grid grid = Grid.of(40, 40, 40, 0.7, 0.8, 2.5);
		for (final int[] n : new int[][] { { 30, 30, 1 }, { 30, 1, 30 }, { 1, 30, 30 }, { 1, 1, 30 }, { 1, 1, 1 } })
			assertArrayEquals(Arrays.toString(n), new double[3], box(grid, n[0], n[1], n[2]).ellipsoidDiametersMm(), 0);
		for (final int[] normal : new int[][] { { 1, 1, 0 }, { 1, 1, 1 }, { 2, 1, 3 }, { 1, 3, 5 }, { 1, 2, 4 }, { 3, 1,
			2 }, { 2, 3, 5 }, { 5, 2, 1 }, { 1, 4, 2 }, { 0, 1, 2 }, { 3, 0, 1 } }) {
			final ShapeMoments tilted = new ShapeMoments(grid);
			for (int z = 0; z < 40; z++)
				for (int y = 0; y < 40; y++)
					for (int x = 0; x < 40; x++)
						if (normal[0] * x + normal[1] * y + normal[2] * z == 60) tilted.add(x, y, z);
			assertArrayEquals("plane across " + Arrays.toString(normal), new double[3], tilted.ellipsoidDiametersMm(), 0);
		}
		assertArrayEquals(new double[3], new ShapeMoments(grid).ellipsoidDiametersMm(), 0);
	}

	@Test
	public void aBallIsItself() {
		final Grid grid = Grid.of(60, 60, 40, 0.5, 0.5, 0.8);
		final ShapeMoments moments = new ShapeMoments(grid);
		for (int z = 0; z < 40; z++)
			for (int y = 0; y < 60; y++)
				for (int x = 0; x < 60; x++)
					if (Math.hypot(Math.hypot((x - 30) * 0.5, (y - 29) * 0.5), (z - 20) * 0.8) <= 12) moments.add(x, y, z);
		for (final double diameter : moments.ellipsoidDiametersMm())
			assertEquals(24, diameter, 0.1);
		assertArrayEquals(new double[] { 15, 14.5, 16 }, moments.centreLps(), 1e-9);
		assertEquals(4.0 / 3 * Math.PI * 12 * 12 * 12, moments.volumeMm3(), 30);
	}

	@Test
	public void theCentreIsThatOfTheVoxelCentres() {
		final Grid grid = new Grid(new int[] { 9, 9, 9 }, new double[] { 1, 2, 3 }, new double[] { 4, 5, 6 },
			TestVolumes.OBLIQUE_MIRRORED);
		final ShapeMoments moments = new ShapeMoments(grid);
		moments.add(1, 2, 3);
		moments.add(4, 2, 8);
		assertArrayEquals(grid.toWorld(2.5, 2, 5.5), moments.centreLps(), 1e-9);
		assertEquals(12, moments.volumeMm3(), 1e-12);
		assertEquals(2, moments.voxels());
	}
}
