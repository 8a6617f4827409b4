package org.lymphatlas.training.augmentation;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * nnU-Net's changes of a CT patch's values, in its order.
 *
 * @param noiseSigma standard deviation of Gaussian noise added
 * @param blurSigmaVoxels standard deviation of a Gaussian blur, drawn for each axis
 * @param brightness factor on all values
 * @param contrast factor on the distance from the mean, range kept
 * @param zoom share of the resolution kept by low resolution
 * @param invertedGamma exponent on the negated values, mean and deviation kept
 * @param gamma exponent on the values, mean and deviation kept
 */
public record IntensityAugmentation(Chance noiseSigma, Chance blurSigmaVoxels, Chance brightness, Chance contrast,
	Chance zoom, Chance invertedGamma, Chance gamma)
{

	/** Values as they are. */
	public static IntensityAugmentation none() {
		return new IntensityAugmentation(Chance.NEVER, Chance.NEVER, Chance.NEVER, Chance.NEVER, Chance.NEVER, Chance.NEVER,
			Chance.NEVER);
	}

	/** nnU-Net's default for CT; blur and low resolution have its two probabilities (a patch, a channel) multiplied. */
	public static IntensityAugmentation nnunet() {
		return new IntensityAugmentation(new Chance(0.1, 0, 0.1), new Chance(0.1, 0.5, 1), new Chance(0.15, 0.75, 1.25),
			new Chance(0.15, 0.75, 1.25), new Chance(0.125, 0.5, 1), new Chance(0.1, 0.7, 1.5), new Chance(0.3, 0.7, 1.5));
	}

	/** @param ct z, y, x, x fastest, changed in place */
	void apply(final float[] ct, final int[] sizeZyx, final RandomGenerator random) {
		if (noiseSigma.happens(random)) Intensities.noise(ct, noiseSigma.draw(random), random);
		if (blurSigmaVoxels.happens(random)) Intensities.blur(ct, sizeZyx, new double[] { blurSigmaVoxels.draw(random),
			blurSigmaVoxels.draw(random), blurSigmaVoxels.draw(random) });
		if (brightness.happens(random)) Intensities.brightness(ct, brightness.drawAroundOne(random));
		if (contrast.happens(random)) Intensities.contrast(ct, contrast.drawAroundOne(random));
		if (zoom.happens(random)) Intensities.lowResolution(ct, sizeZyx, reduced(sizeZyx, zoom.draw(random)));
		if (invertedGamma.happens(random)) Intensities.invertedGamma(ct, invertedGamma.drawAroundOne(random));
		if (gamma.happens(random)) Intensities.gamma(ct, gamma.drawAroundOne(random));
	}

	/** Flat patches keep their slices (nnU-Net). */
	static int[] reduced(final int[] sizeZyx, final double zoom) {
		return IntStream.range(0, 3).map(a -> a == 0 && SpatialAugmentation.isFlat(sizeZyx) ? sizeZyx[0] : Math.max(1,
			(int) Math.rint(zoom * sizeZyx[a]))).toArray();
	}
}
