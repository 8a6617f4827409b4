package org.lymphatlas.training.augmentation;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.SplittableRandom;

import org.junit.Test;

public class BlendingMapTest {

	/**
	 * PyTorch in double precision: {@code conv_transpose3d} of stride 24 with a box of 24 convolved twice, its middle, exp,
	 * min-max, {@code interpolate(mode='trilinear')}.
	 */
	@Test
	public void isPyTorchs() {
		check(new int[] { 20, 50, 34 }, new int[] { 3, 4, 3 }, 0.9001691, 0.3890511, 0.3647799, 0.9947678, 0.8648109,
			0.3899908, 0.6038048);
		check(new int[] { 64, 64, 64 }, new int[] { 4, 4, 4 }, 0.9387833, 0.8571626, 0.6122351, 0.3844160, 0.1390904,
			0.0098086, 0.4068009);
		check(new int[] { 7, 160, 130 }, new int[] { 3, 6, 5 }, 1, 0.9892135, 0.1754885, 0.7103056, 0.0342108, 0.6010353,
			0.2001769);
	}

	/** Values at 0, 1/7, 1/3, 1/2, 2/3 and the end of the array, and their mean. */
	private static void check(final int[] sizeZyx, final int[] points, final double... expected) {
		assertArrayEquals(points, BlendingMap.controlPoints(sizeZyx));
		final float[] map = BlendingMap.of(ConvolutionNetTest.sines(points[0] * points[1] * points[2], 1.3), sizeZyx);
		final int n = map.length;
		final int[] at = { 0, n / 7, n / 3, n / 2, 2 * n / 3, n - 1 };
		for (int k = 0; k < at.length; k++)
			assertEquals("voxel " + at[k] + " of " + n, expected[k], map[at[k]], 1e-5);
		assertEquals(expected[6], Moments.of(map).mean(), 1e-5);
	}

	@Test
	public void drawnMapsAreSmoothAndFillTheRange() {
		for (final int[] size : new int[][] { { 64, 64, 64 }, { 1, 1, 1 }, { 3, 5, 200 }, { 16, 16, 16 } }) {
			final float[] map = BlendingMap.draw(size, new SplittableRandom(2));
			final Range range = Range.of(map);
			assertTrue(range.toString(), range.low() >= 0 && range.high() <= 1);
			if (map.length > 1) assertTrue(range.toString(), range.low() < 0.05 && range.high() > 0.95);
			for (int i = 1; i < map.length; i++)
				if (i % size[2] != 0) assertEquals("voxel " + i, map[i - 1], map[i], 0.2);
		}
	}
}
