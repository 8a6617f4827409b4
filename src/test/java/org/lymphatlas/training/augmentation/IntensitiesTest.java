package org.lymphatlas.training.augmentation;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.Test;

public class IntensitiesTest {

	private static final int[] SIZE = { 8, 10, 12 };

	private final float[] original = new float[960];

	public IntensitiesTest() {
		final SplittableRandom random = new SplittableRandom(8);
		for (int i = 0; i < original.length; i++)
			original[i] = (float) random.nextGaussian();
	}

	private static double mean(final float[] v) {
		return IntStream.range(0, v.length).mapToDouble(i -> v[i]).average().getAsDouble();
	}

	private static double deviation(final float[] v) {
		final double mean = mean(v);
		return Math.sqrt(IntStream.range(0, v.length).mapToDouble(i -> (v[i] - mean) * (v[i] - mean)).average()
			.getAsDouble());
	}

	@Test
	public void noneChangesNothing() {
		final float[] v = original.clone();
		Augmentation.none().changeCt(v, SIZE, 1, new SplittableRandom(1));
		assertArrayEquals(original, v, 0);
	}

	@Test
	public void everythingAtOnceStaysFinite() {
		final Chance always = new Chance(1, 0.5, 1.5);
		final IntensityAugmentation all = new IntensityAugmentation(always, always, always, always, new Chance(1, 0.5, 1),
			always, always);
		for (int seed = 0; seed < 50; seed++) {
			final float[] v = seed % 2 == 0 ? original.clone() : new float[960];
			all.apply(v, SIZE, new SplittableRandom(seed));
			for (final float value : v)
				assertTrue("seed " + seed, Float.isFinite(value));
		}
	}

	@Test
	public void noiseHasItsSigma() {
		final float[] v = new float[100_000];
		Intensities.noise(v, 0.3, new SplittableRandom(1));
		assertEquals(0, mean(v), 0.004);
		assertEquals(0.3, deviation(v), 0.003);
	}

	@Test
	public void brightnessScales() {
		final float[] v = { 1, -2, 0 };
		Intensities.brightness(v, 1.25);
		assertArrayEquals(new float[] { 1.25f, -2.5f, 0 }, v, 1e-6f);
	}

	@Test
	public void contrastStretchesAboutTheMeanWithinTheRange() {
		final float[] v = { 0, 1, 2, 3, 4 };
		Intensities.contrast(v, 1.5);
		assertArrayEquals(new float[] { 0, 0.5f, 2, 3.5f, 4 }, v, 1e-6f);
		final float[] w = { 0, 1, 2, 3, 4 };
		Intensities.contrast(w, 0.5);
		assertArrayEquals(new float[] { 1, 1.5f, 2, 2.5f, 3 }, w, 1e-6f);
	}

	@Test
	public void gammaKeepsMeanDeviationAndOrder() {
		for (final double exponent : new double[] { 0.7, 1, 1.5 }) {
			final float[] v = original.clone();
			Intensities.gamma(v, exponent);
			assertEquals(mean(original), mean(v), 1e-5);
			assertEquals(deviation(original), deviation(v), 1e-5);
			for (int i = 1; i < v.length; i++)
				if (original[i] > original[0] + 1e-3) assertTrue(v[i] > v[0]);
			if (exponent == 1) assertArrayEquals(original, v, 1e-5f);
		}
		final float[] flat = new float[20];
		Arrays.fill(flat, 3);
		Intensities.gamma(flat, 1.4);
		assertEquals(3, flat[7], 0);
	}

	@Test
	public void blurKeepsFlatPatchesAndSmooths() {
		final float[] v = original.clone();
		Intensities.blur(v, SIZE, new double[] { 1, 1, 1 });
		assertTrue(deviation(v) < 0.5 * deviation(original));
		final float[] flat = new float[960];
		Arrays.fill(flat, -2);
		Intensities.blur(flat, SIZE, new double[] { 1, 1, 1 });
		for (final float value : flat)
			assertEquals(-2, value, 1e-5);
	}

	/** NumPy: ((v - min) / range) ^ 2.5 range + min. */
	@Test
	public void gammaInRangeKeepsTheRange() {
		final float[] v = ConvolutionNetTest.sines(6, 0.9);
		Intensities.gammaInRange(v, 2.5);
		assertArrayEquals(new float[] { -0.6309423f, 0.5318486f, 0.9738476f, -0.1192892f, -0.9007247f, -0.9775301f }, v,
			1e-6f);
	}

	@Test
	public void invertedGammaIsGammaOfTheNegative() {
		final float[] v = original.clone(), negative = original.clone();
		Intensities.invertedGamma(v, 1.3);
		Intensities.brightness(negative, -1);
		Intensities.gamma(negative, 1.3);
		Intensities.brightness(negative, -1);
		assertArrayEquals(negative, v, 0);
	}

	@Test
	public void fullResolutionChangesNothing() {
		final float[] v = original.clone();
		Intensities.lowResolution(v, SIZE, SIZE);
		assertArrayEquals(original, v, 0);
	}

	/** SciPy: {@code zoom(order=0)}, then {@code zoom(order=3)}, both {@code grid_mode=True, mode='nearest'}. */
	@Test
	public void lowResolutionIsNearestDownAndCubicUp() {
		final float[] row = { 0, 1, 2, 3, 10, 20, 7, 8 };
		Intensities.lowResolution(row, new int[] { 1, 1, 8 }, new int[] { 1, 1, 4 });
		assertArrayEquals(new float[] { 1.331814f, 0.3477051f, 0.6054026f, 7.504149f, 17.60595f, 19.0107f, 11.4708f,
			6.406185f }, row, 1e-5f);
		final float[] v = ConvolutionNetTest.sines(378, 0.7);
		Intensities.lowResolution(v, new int[] { 6, 7, 9 }, new int[] { 4, 4, 6 });
		final int[] at = { 0, 50, 100, 188, 200, 300, 377 };
		final double[] expected = { -0.0933112, -0.5843693, 0.5804182, -0.2616447, 1.0349920, 0.6146921, 0.0998588 };
		for (int k = 0; k < at.length; k++)
			assertEquals("voxel " + at[k], expected[k], v[at[k]], 1e-5);
		assertEquals(235.341506, IntStream.range(0, v.length).mapToDouble(i -> Math.abs(v[i])).sum(), 1e-3);
	}

	@Test
	public void lowResolutionKeepsTheSlicesOfFlatPatches() {
		assertArrayEquals(new int[] { 32, 32, 48 }, IntensityAugmentation.reduced(new int[] { 64, 64, 96 }, 0.5));
		assertArrayEquals(new int[] { 20, 32, 48 }, IntensityAugmentation.reduced(new int[] { 20, 64, 96 }, 0.5));
		assertArrayEquals(new int[] { 1, 1, 2 }, IntensityAugmentation.reduced(new int[] { 1, 2, 3 }, 0.5));
	}
}
