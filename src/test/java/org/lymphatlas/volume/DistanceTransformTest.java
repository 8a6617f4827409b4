package org.lymphatlas.volume;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.util.concurrent.ForkJoinPool;

import org.junit.Test;

public class DistanceTransformTest {

	static double squaredMm(final Grid g, final int i, final int j) {
		final double dx = (i % g.nx() - j % g.nx()) * g.spacing(0);
		final double dy = (i / g.nx() % g.ny() - j / g.nx() % g.ny()) * g.spacing(1);
		final double dz = (i / g.nx() / g.ny() - j / g.nx() / g.ny()) * g.spacing(2);
		return dx * dx + dy * dy + dz * dz;
	}

	@Test
	public void agreesWithMeasuringEveryPair() {
		for (final Grid grid : TestVolumes.SMALL_GRIDS)
			for (final double fill : new double[] { 0, 0.02, 0.1, 0.5, 1 })
				for (int seed = 0; seed < 4; seed++) {
					final Mask mask = TestVolumes.random(grid, fill, seed);
					final float[] result = DistanceTransform.squaredMm(mask);
					for (int i = 0; i < result.length; i++) {
						double nearest = Double.POSITIVE_INFINITY;
						for (int j = 0; j < result.length; j++)
							if (mask.get(j)) nearest = Math.min(nearest, squaredMm(grid, i, j));
						assertEquals(TestVolumes.voxel(grid, i) + ", fill " + fill + ", seed " + seed, nearest, result[i], 1e-5 *
							Math.max(1, nearest));
					}
				}
	}

	@Test
	public void agreesWithSciPy() {
		double sum = 0, max = 0;
		for (final float squared : DistanceTransform.squaredMm(TestVolumes.formula(15))) {
			sum += squared;
			max = Math.max(max, squared);
		}
		assertEquals(902.67, sum, 1e-3);
		assertEquals(5.96, max, 1e-5);
	}

	@Test
	public void isExactFarAway() {
		final Grid grid = Grid.of(200, 3, 150, 1, 1, 1);
		final Mask mask = new Mask(grid);
		mask.values()[grid.index(1, 2, 3)] = 1;
		final float[] result = DistanceTransform.squaredMm(mask);
		assertEquals(198 * 198 + 2 * 2 + 146 * 146, result[grid.index(199, 0, 149)], 0);
	}

	@Test
	public void doesNotDependOnTheNumberOfThreads() throws Exception {
		final Mask mask = TestVolumes.random(Grid.of(40, 30, 20, 0.7, 0.9, 2.1), 0.01, 9);
		final float[] all = DistanceTransform.squaredMm(mask);
		final ForkJoinPool one = new ForkJoinPool(1);
		try {
			assertArrayEquals(all, one.submit(() -> DistanceTransform.squaredMm(mask)).get(), 0);
			final FloatVolume values = new FloatVolume(mask.grid(), all);
			assertArrayEquals(Gaussian.smooth(values, 2).values(), one.submit(() -> Gaussian.smooth(values, 2)).get()
				.values(), 0);
		}
		finally {
			one.shutdown();
		}
	}
}
