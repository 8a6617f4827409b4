package org.lymphatlas.training.augmentation;

import java.util.random.RandomGenerator;

import org.lymphatlas.volume.Gaussian;
import org.lymphatlas.volume.Grid;

/** nnU-Net's transforms of a CT patch's values, in its order. All work in place. */
public final class IntensityAugmentation {

	private IntensityAugmentation() {}

	/** @param ct z, y, x, x fastest, as {@link org.lymphatlas.network.CtNormalization} gives it */
	public static void apply(final float[] ct, final int[] sizeZyx, final Augmentation augmentation,
		final RandomGenerator random)
	{
		if (augmentation.noiseSigma().happens(random)) noise(ct, augmentation.noiseSigma().draw(random), random);
		if (augmentation.blurSigmaVoxels().happens(random)) blur(ct, sizeZyx, augmentation.blurSigmaVoxels().draw(random));
		if (augmentation.brightness().happens(random)) brightness(ct, augmentation.brightness().draw(random));
		if (augmentation.contrast().happens(random)) contrast(ct, augmentation.contrast().drawAroundOne(random));
		if (augmentation.zoom().happens(random)) lowResolution(ct, sizeZyx, augmentation.zoom().draw(random));
		if (augmentation.invertedGamma().happens(random)) {
			negate(ct);
			gamma(ct, augmentation.invertedGamma().drawAroundOne(random));
			negate(ct);
		}
		if (augmentation.gamma().happens(random)) gamma(ct, augmentation.gamma().drawAroundOne(random));
	}

	static void noise(final float[] values, final double sigma, final RandomGenerator random) {
		for (int i = 0; i < values.length; i++)
			values[i] += (float) (sigma * random.nextGaussian());
	}

	static void blur(final float[] values, final int[] sizeZyx, final double sigmaVoxels) {
		Gaussian.smoothInPlace(values, Grid.of(sizeZyx[2], sizeZyx[1], sizeZyx[0], 1, 1, 1), sigmaVoxels, sigmaVoxels,
			sigmaVoxels);
	}

	static void brightness(final float[] values, final double factor) {
		for (int i = 0; i < values.length; i++)
			values[i] *= (float) factor;
	}

	/** Stretches about the mean, then cuts to the range there was. */
	static void contrast(final float[] values, final double factor) {
		final Range range = Range.of(values);
		final double mean = mean(values);
		for (int i = 0; i < values.length; i++)
			values[i] = Math.max(range.low, Math.min(range.high, (float) (mean + factor * (values[i] - mean))));
	}

	/** Of the values scaled to [0, 1]; then mean and standard deviation are brought back to what they were. */
	static void gamma(final float[] values, final double exponent) {
		final Range range = Range.of(values);
		final double width = range.high - range.low;
		if (width < 1e-7) return;
		final double mean = mean(values), deviation = deviation(values, mean);
		for (int i = 0; i < values.length; i++)
			values[i] = (float) Math.pow((values[i] - range.low) / width, exponent);
		final double newMean = mean(values);
		final double factor = deviation / Math.max(1e-8, deviation(values, newMean));
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (mean + factor * (values[i] - newMean));
	}

	/** Sampled down to the nearest voxel and up again linearly, voxel corners aligned, edges extended. */
	static void lowResolution(final float[] values, final int[] sizeZyx, final double zoom) {
		final int[] small = new int[3];
		for (int a = 0; a < 3; a++)
			small[a] = Math.max(1, (int) Math.rint(zoom * sizeZyx[a]));
		final float[] reduced = new float[small[0] * small[1] * small[2]];
		int i = 0;
		for (int z = 0; z < small[0]; z++)
			for (int y = 0; y < small[1]; y++)
				for (int x = 0; x < small[2]; x++)
					reduced[i++] = values[(nearest(z, small[0], sizeZyx[0]) * sizeZyx[1] + nearest(y, small[1], sizeZyx[1])) *
						sizeZyx[2] + nearest(x, small[2], sizeZyx[2])];
		enlarge(reduced, small, values, sizeZyx);
	}

	private static int nearest(final int i, final int from, final int to) {
		return Math.min(to - 1, (int) Math.floor((i + 0.5) * to / from));
	}

	/** One axis after the other: z, y, x. */
	private static void enlarge(final float[] small, final int[] smallZyx, final float[] large, final int[] largeZyx) {
		float[] from = small;
		final int[] size = smallZyx.clone();
		for (int axis = 0; axis < 3; axis++) {
			final int n = size[axis], m = largeZyx[axis];
			final int inner = axis == 0 ? size[1] * size[2] : axis == 1 ? size[2] : 1;
			final int outer = size[0] * size[1] * size[2] / n / inner;
			final float[] to = axis == 2 ? large : new float[outer * m * inner];
			for (int k = 0; k < m; k++) {
				final double at = Math.max(0, Math.min(n - 1, (k + 0.5) * n / m - 0.5));
				final int low = Math.min((int) at, Math.max(0, n - 2)), high = Math.min(low + 1, n - 1);
				final float t = (float) (at - low);
				for (int o = 0; o < outer; o++)
					for (int j = 0; j < inner; j++) {
						final float a = from[(o * n + low) * inner + j], b = from[(o * n + high) * inner + j];
						to[(o * m + k) * inner + j] = a + t * (b - a);
					}
			}
			size[axis] = m;
			from = to;
		}
	}

	private static void negate(final float[] values) {
		for (int i = 0; i < values.length; i++)
			values[i] = -values[i];
	}

	private static double mean(final float[] values) {
		double sum = 0;
		for (final float v : values)
			sum += v;
		return sum / values.length;
	}

	private static double deviation(final float[] values, final double mean) {
		double sum = 0;
		for (final float v : values)
			sum += (v - mean) * (v - mean);
		return Math.sqrt(sum / values.length);
	}

	private record Range(float low, float high) {

		static Range of(final float[] values) {
			float low = Float.POSITIVE_INFINITY, high = Float.NEGATIVE_INFINITY;
			for (final float v : values) {
				low = Math.min(low, v);
				high = Math.max(high, v);
			}
			return new Range(low, high);
		}
	}
}
