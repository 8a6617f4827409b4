package org.lymphatlas.training.augmentation;

import java.util.random.RandomGenerator;

import org.lymphatlas.volume.Gaussian;
import org.lymphatlas.volume.Grid;

/** What can be done to a patch's values, with its strength given. All work in place. */
final class Intensities {

	private Intensities() {}

	static void noise(final float[] values, final double sigma, final RandomGenerator random) {
		for (int i = 0; i < values.length; i++)
			values[i] += (float) (sigma * random.nextGaussian());
	}

	static void blur(final float[] values, final int[] sizeZyx, final double[] sigmaVoxelsZyx) {
		Gaussian.smoothInPlace(values, Grid.of(sizeZyx[2], sizeZyx[1], sizeZyx[0], 1, 1, 1), sigmaVoxelsZyx[2],
			sigmaVoxelsZyx[1], sigmaVoxelsZyx[0]);
	}

	static void brightness(final float[] values, final double factor) {
		for (int i = 0; i < values.length; i++)
			values[i] *= (float) factor;
	}

	/** Stretches about the mean, then cuts to the range there was. */
	static void contrast(final float[] values, final double factor) {
		final Range range = Range.of(values);
		final double mean = Moments.of(values).mean();
		for (int i = 0; i < values.length; i++)
			values[i] = range.clip((float) (mean + factor * (values[i] - mean)));
	}

	/** Of the values scaled to [0, 1]; then mean and standard deviation are brought back to what they were. */
	static void gamma(final float[] values, final double exponent) {
		final Moments before = Moments.of(values);
		gammaInRange(values, exponent);
		before.give(values);
	}

	/** {@link #gamma} of the negated values: with an exponent above 1 the bright ones move most, not the dark ones. */
	static void invertedGamma(final float[] values, final double exponent) {
		brightness(values, -1);
		gamma(values, exponent);
		brightness(values, -1);
	}

	/** Of the values scaled to [0, 1]; then they are brought back to the range they had. */
	static void gammaInRange(final float[] values, final double exponent) {
		final Range range = Range.of(values);
		if (range.isPoint()) return;
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (range.low() + range.width() * Math.pow((values[i] - range.low()) / range.width(), exponent));
	}

	/** Sampled down to the nearest voxel and up again by a cubic spline, voxel corners aligned, edges extended. */
	static void lowResolution(final float[] values, final int[] sizeZyx, final int[] smallZyx) {
		final float[] small = PatchResizing.resize(values, sizeZyx, smallZyx, 0);
		System.arraycopy(PatchResizing.resize(small, smallZyx, sizeZyx, 3), 0, values, 0, values.length);
	}
}
