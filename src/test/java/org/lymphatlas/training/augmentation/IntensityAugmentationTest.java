package org.lymphatlas.training.augmentation;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.Test;

public class IntensityAugmentationTest {

	private static final int[] SIZE = { 8, 10, 12 };

	private final float[] original = new float[960];

	public IntensityAugmentationTest() {
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
		IntensityAugmentation.apply(v, SIZE, Augmentation.none(), new SplittableRandom(1));
		assertArrayEquals(original, v, 0);
	}

	@Test
	public void everythingAtOnceStaysFinite() {
		final Augmentation.Chance always = new Augmentation.Chance(1, 0.5, 1.5);
		final Augmentation all = new Augmentation(always, always, always, always, always, always, new Augmentation.Chance(1,
			0.5, 1), always, always, 1, "xyz");
		for (int seed = 0; seed < 50; seed++) {
			final float[] v = seed % 2 == 0 ? original.clone() : new float[960];
			IntensityAugmentation.apply(v, SIZE, all, new SplittableRandom(seed));
			for (final float value : v)
				assertTrue("seed " + seed, Float.isFinite(value));
		}
	}

	@Test
	public void noiseHasItsSigma() {
		final float[] v = new float[100_000];
		IntensityAugmentation.noise(v, 0.3, new SplittableRandom(1));
		assertEquals(0, mean(v), 0.004);
		assertEquals(0.3, deviation(v), 0.003);
	}

	@Test
	public void brightnessScales() {
		final float[] v = { 1, -2, 0 };
		IntensityAugmentation.brightness(v, 1.25);
		assertArrayEquals(new float[] { 1.25f, -2.5f, 0 }, v, 1e-6f);
	}

	@Test
	public void contrastStretchesAboutTheMeanWithinTheRange() {
		final float[] v = { 0, 1, 2, 3, 4 };
		IntensityAugmentation.contrast(v, 1.5);
		assertArrayEquals(new float[] { 0, 0.5f, 2, 3.5f, 4 }, v, 1e-6f);
		final float[] w = { 0, 1, 2, 3, 4 };
		IntensityAugmentation.contrast(w, 0.5);
		assertArrayEquals(new float[] { 1, 1.5f, 2, 2.5f, 3 }, w, 1e-6f);
	}

	@Test
	public void gammaKeepsMeanDeviationAndOrder() {
		for (final double exponent : new double[] { 0.7, 1, 1.5 }) {
			final float[] v = original.clone();
			IntensityAugmentation.gamma(v, exponent);
			assertEquals(mean(original), mean(v), 1e-5);
			assertEquals(deviation(original), deviation(v), 1e-5);
			for (int i = 1; i < v.length; i++)
				if (original[i] > original[0] + 1e-3) assertTrue(v[i] > v[0]);
			if (exponent == 1) assertArrayEquals(original, v, 1e-5f);
		}
		final float[] flat = new float[20];
		Arrays.fill(flat, 3);
		IntensityAugmentation.gamma(flat, 1.4);
		assertEquals(3, flat[7], 0);
	}

	@Test
	public void blurKeepsFlatPatchesAndSmooths() {
		final float[] v = original.clone();
		IntensityAugmentation.blur(v, SIZE, 1);
		assertTrue(deviation(v) < 0.5 * deviation(original));
		final float[] flat = new float[960];
		Arrays.fill(flat, -2);
		IntensityAugmentation.blur(flat, SIZE, 1);
		for (final float value : flat)
			assertEquals(-2, value, 1e-5);
	}

	@Test
	public void fullResolutionChangesNothing() {
		final float[] v = original.clone();
		IntensityAugmentation.lowResolution(v, SIZE, 1);
		assertArrayEquals(original, v, 1e-6f);
	}

	/**
	 * Along x alone, 8 voxels to 4: nearest takes 1, 3, 5, 7 (the voxel at or after the centre of each pair); going back up
	 * linearly, corners aligned.
	 */
	@Test
	public void lowResolutionIsNearestDownAndLinearUp() {
		final float[] v = { 0, 1, 2, 3, 10, 20, 7, 8 };
		IntensityAugmentation.lowResolution(v, new int[] { 1, 1, 8 }, 0.5);
		assertArrayEquals(new float[] { 1, 1.5f, 2.5f, 7.25f, 15.75f, 17, 11, 8 }, v, 1e-5f);
	}

	@Test
	public void lowResolutionOfARampIsNearlyTheRamp() {
		final float[] v = new float[960];
		for (int i = 0; i < v.length; i++)
			v[i] = i % 12 + 2 * (i / 12 % 10) - 3 * (i / 120);
		final float[] ramp = v.clone();
		IntensityAugmentation.lowResolution(v, SIZE, 0.7);
		for (int i = 0; i < v.length; i++)
			assertEquals("voxel " + i, ramp[i], v[i], 6);
	}
}
