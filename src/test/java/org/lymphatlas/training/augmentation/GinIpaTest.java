package org.lymphatlas.training.augmentation;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.Test;

public class GinIpaTest {

	private static final int[] SIZE = { 9, 24, 30 };
	private static final GinIpa TEXTURES_ALONE = new GinIpa(1, Chance.NEVER, Chance.NEVER);

	private static float[] patch() {
		final SplittableRandom random = new SplittableRandom(3);
		final float[] ct = new float[SIZE[0] * SIZE[1] * SIZE[2]];
		for (int i = 0; i < ct.length; i++)
			ct[i] = (float) (2 * Math.sin(0.2 * (i % 30)) + Math.cos(0.3 * (i / 30 % 24)) + 0.1 * random.nextGaussian());
		return ct;
	}

	/** NumPy: 0.3 b + 0.7 a, to a's norm. */
	@Test
	public void mixtureKeepsTheNorm() {
		final float[] a = ConvolutionNetTest.sines(6, 0.9), b = ConvolutionNetTest.sines(6, 2.1);
		for (int i = 0; i < 6; i++) {
			a[i] = 3 * a[i] + 1;
			b[i] = 5 * b[i] - 2;
		}
		assertArrayEquals(new float[] { 0.129333f, 3.931466f, 1.083444f, 1.322713f, 0.5853683f, -4.232239f }, GinIpa.mixture(
			a, b.clone(), 0.3), 1e-5f);
		assertArrayEquals("nothing of the image", a, GinIpa.mixture(a, b.clone(), 0), 1e-4f);
	}

	/** NumPy: min-max of both, m a + (1 - m) b, z-score. */
	@Test
	public void blendIsZScored() {
		final float[] a = ConvolutionNetTest.sines(6, 0.9), b = ConvolutionNetTest.sines(6, 2.1), result = new float[6];
		GinIpa.blend(a, b, new float[] { 0, 0.2f, 0.4f, 0.6f, 0.8f, 1 }, result);
		assertArrayEquals(new float[] { 0.04793942f, 1.671093f, -0.2998424f, 0.501698f, -0.246779f, -1.674109f }, result,
			1e-5f);
	}

	@Test
	public void withoutRandomTexturesThePatchIsZScoredAndNoMore() {
		final float[] ct = patch(), expected = patch();
		TEXTURES_ALONE.apply(ct, SIZE, 0, new SplittableRandom(1));
		new Moments(0, 1).give(expected);
		assertArrayEquals(expected, ct, 2e-4f);
	}

	@Test
	public void neverIsNothing() {
		final float[] ct = patch();
		GinIpa.never().apply(ct, SIZE, 1, new SplittableRandom(1));
		assertArrayEquals(patch(), ct, 0);
	}

	@Test
	public void resultsAreFiniteZScoredAndFollowTheSeed() {
		for (int seed = 0; seed < 60; seed++) {
			final float[] ct = patch(), again = patch();
			GinIpa.standard().apply(ct, SIZE, 1, new SplittableRandom(seed));
			GinIpa.standard().apply(again, SIZE, 1, new SplittableRandom(seed));
			assertArrayEquals("seed " + seed, ct, again, 0);
			final Moments moments = Moments.of(ct);
			assertEquals("seed " + seed, 0, moments.mean(), 1e-4);
			assertEquals("seed " + seed, 1, moments.deviation(), 1e-4);
			GinIpa.standard().apply(again, SIZE, 1, new SplittableRandom(seed + 1000));
			assertFalse(Arrays.equals(ct, again));
		}
	}

	/** The larger the share, the further from the patch. */
	@Test
	public void shareIsStrength() {
		double before = 0;
		for (final double share : new double[] { 0, 0.0067, 0.3, 1 }) {
			double distance = 0;
			for (int seed = 0; seed < 40; seed++) {
				final float[] ct = patch(), expected = patch();
				new Moments(0, 1).give(expected);
				TEXTURES_ALONE.apply(ct, SIZE, share, new SplittableRandom(seed));
				for (int i = 0; i < ct.length; i++)
					distance += Math.abs(ct[i] - expected[i]) / ct.length / 40;
			}
			assertTrue("share " + share + ": " + distance + " after " + before, distance > before);
			before = distance;
		}
		assertTrue("a strong change: " + before, before > 0.3);
	}

	@Test
	public void anEvenPatchStaysFinite() {
		final float[] flat = new float[SIZE[0] * SIZE[1] * SIZE[2]];
		Arrays.fill(flat, -1.5f);
		GinIpa.standard().apply(flat, SIZE, 1, new SplittableRandom(7));
		for (final float value : flat)
			assertTrue(Float.isFinite(value));
	}
}
