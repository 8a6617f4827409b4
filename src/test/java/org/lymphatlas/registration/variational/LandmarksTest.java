package org.lymphatlas.registration.variational;

import static org.junit.Assert.assertEquals;

import org.junit.Test;
import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.volume.Grid;

public class LandmarksTest {

	private static final Grid GRID = new Grid(new int[] { 20, 18, 16 }, new double[] { 3, 4, 5 }, new double[] { -50, 20,
		7 }, new double[] { 0, -1, 0, -1, 0, 0, 0, 0, 1 });

	@Test
	public void aBlobIsAGaussianOfTheWorldsDistance() {
		final double[] centre = GRID.toWorld(9.3, 8.1, 7.7);
		final Blob blob = new Blob(GRID, centre, 8, 1.5);
		for (final double[] v : new double[][] { { 9.3, 8.1, 7.7 }, { 11, 8, 7 }, { 9, 11.5, 6 }, { 13, 6, 10 } }) {
			final double[] p = GRID.toWorld(v[0], v[1], v[2]);
			double squared = 0;
			for (int a = 0; a < 3; a++)
				squared += Math.pow(p[a] - centre[a], 2);
			assertEquals(1.5 * Math.exp(-squared / 128), blob.value(v[0], v[1], v[2]), 1e-6);
		}
		assertEquals("beyond 4 sigma", 0, blob.value(19, 17, 15), 0);
	}

	@Test
	public void itsGradientIsThatOfItsValue() {
		final Blob blob = new Blob(GRID, GRID.toWorld(9.3, 8.1, 7.7), 8, 1.5);
		final double[] v = { 10.2, 7, 9.1 };
		final float[] gradient = new float[6];
		blob.gradient(v[0], v[1], v[2], blob.value(v[0], v[1], v[2]), gradient, 3);
		for (int a = 0; a < 3; a++) {
			final double[] before = v.clone(), after = v.clone();
			before[a] -= 0.01;
			after[a] += 0.01;
			final double slope = (blob.value(after[0], after[1], after[2]) - blob.value(before[0], before[1], before[2])) /
				0.02;
			assertEquals("along voxel axis " + a, slope, gradient[3 + a], 1e-3);
		}
	}

	@Test
	public void theWeightIsTheSlopeOfTheCost() {
		final LandmarkPair pair = new LandmarkPair(new double[] { 1, 2, 3 }, new double[] { 11, 2, 3 });
		assertEquals("a landmark that fits costs nothing", 0, pair.cost(pair.residual(AffineTransform.translation(10, 0, 0))),
			0);
		for (final double mm : new double[] { 0.5, 5, 15, 60 }) {
			final double[] near = { mm, 0, 0 }, far = { mm * 1.0001, 0, 0 };
			final double slope = (pair.cost(far) - pair.cost(near)) / (far[0] * far[0] - near[0] * near[0]);
			assertEquals("at " + mm + " mm", slope, pair.weight(near), 1e-3 * slope);
		}
	}
}
