package org.lymphatlas.training.augmentation;

import java.util.random.RandomGenerator;

/**
 * Global intensity non-linear augmentation with interventional pseudo-correlation (Ouyang et al. 2021), in paper A's form:
 * noise and contrast first; then two copies, each a mixture of the patch and what a random {@link ConvolutionNet} makes of
 * it; of these a smooth {@link BlendingMap} takes more of the one here and more of the other there. Textures and the order
 * of grey values change, edges stay. The result has mean 0 and standard deviation 1 whatever the patch had.
 *
 * @param probability of all of it
 * @param noiseSigma standard deviation of Gaussian noise added first
 * @param contrastGamma exponent on the values scaled to [0, 1], range kept
 */
public record GinIpa(double probability, Chance noiseSigma, Chance contrastGamma) {

	private static final GinIpa NEVER = new GinIpa(0, Chance.NEVER, Chance.NEVER);
	private static final double LEAST_NORM = 1e-5;

	/** Nothing. */
	static GinIpa never() {
		return NEVER;
	}

	/** Paper A's, for every patch. */
	static GinIpa standard() {
		return new GinIpa(1, new Chance(0.5, 0, 0.1), new Chance(0.5, 0.5, 4.5));
	}

	/**
	 * @param ct z, y, x, x fastest, changed in place
	 * @param alphaMax the largest share of the random networks in the mixtures, [0, 1]
	 */
	void apply(final float[] ct, final int[] sizeZyx, final double alphaMax, final RandomGenerator random) {
		if (!(random.nextDouble() < probability)) return;
		if (noiseSigma.happens(random)) Intensities.noise(ct, noiseSigma.draw(random), random);
		if (contrastGamma.happens(random)) Intensities.gammaInRange(ct, contrastGamma.draw(random));
		final float[] one = mixture(ct, ConvolutionNet.draw(random).apply(ct, sizeZyx), alphaMax * random.nextDouble());
		final float[] other = mixture(ct, ConvolutionNet.draw(random).apply(ct, sizeZyx), alphaMax * random.nextDouble());
		blend(one, other, BlendingMap.draw(sizeZyx, random), ct);
	}

	/** alpha image + (1 - alpha) original, with the original's Frobenius norm; in the image's place. */
	static float[] mixture(final float[] original, final float[] image, final double alpha) {
		final float a = (float) alpha;
		for (int i = 0; i < image.length; i++)
			image[i] = a * image[i] + (1 - a) * original[i];
		final float factor = (float) (norm(original) / (norm(image) + LEAST_NORM));
		for (int i = 0; i < image.length; i++)
			image[i] *= factor;
		return image;
	}

	private static double norm(final float[] values) {
		double sum = 0;
		for (final float v : values)
			sum += (double) v * v;
		return Math.sqrt(sum);
	}

	/** Both copies scaled to [0, 1] (in place), blended as the map says, with mean 0 and deviation 1 to the result. */
	static void blend(final float[] one, final float[] other, final float[] map, final float[] result) {
		Range.toUnit(one);
		Range.toUnit(other);
		for (int i = 0; i < result.length; i++)
			result[i] = map[i] * one[i] + (1 - map[i]) * other[i];
		new Moments(0, 1).give(result);
	}
}
