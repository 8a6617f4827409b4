package org.lymphatlas.volume;

/**
 * Gaussian smoothing, one axis after the other. Kernels are cut at 4 sigma and sum to 1; beyond the image its edge voxels
 * are repeated. Time grows with voxels times sigma; parallel.
 */
public final class Gaussian {

	private static final double CUT_SIGMAS = 4;

	private Gaussian() {}

	/** A smoothed copy; sigma in mm, the same along every axis. */
	public static FloatVolume smooth(final FloatVolume volume, final double sigmaMm) {
		final float[] values = volume.values().clone();
		smoothInPlace(values, volume.grid(), sigmaMm, sigmaMm, sigmaMm);
		return new FloatVolume(volume.grid(), values);
	}

	/** Sigmas in mm along the voxel axes x, y, z, each at least 0; an axis with 0 is left as it is. */
	public static void smoothInPlace(final float[] values, final Grid grid, final double sigmaXMm, final double sigmaYMm,
		final double sigmaZMm)
	{
		Volume.checkLength(grid, values.length);
		final double[] sigmaMm = { sigmaXMm, sigmaYMm, sigmaZMm };
		for (int axis = 0; axis < 3; axis++) {
			final float[] kernel = kernel(sigmaMm[axis] / grid.spacing(axis));
			if (kernel.length > 1 && grid.size(axis) > 1) convolve(values, Lines.along(axis, grid), kernel);
		}
	}

	/** Weights at -radius..radius; sigma in voxels. */
	private static float[] kernel(final double sigma) {
		if (!(sigma >= 0) || Double.isInfinite(sigma)) throw new IllegalArgumentException("Sigma of " + sigma + " voxels");
		final int radius = (int) (CUT_SIGMAS * sigma + 0.5);
		final double[] weights = new double[2 * radius + 1];
		double sum = 0;
		for (int i = -radius; i <= radius; i++) {
			weights[i + radius] = i == 0 ? 1 : Math.exp(-0.5 * i * i / (sigma * sigma));
			sum += weights[i + radius];
		}
		final float[] kernel = new float[weights.length];
		for (int i = 0; i < kernel.length; i++)
			kernel[i] = (float) (weights[i] / sum);
		return kernel;
	}

	private static void convolve(final float[] values, final Lines lines, final float[] kernel) {
		final int n = lines.length(), stride = lines.stride(), radius = kernel.length / 2;
		lines.forEachChunk(chunk -> {
			final float[] padded = new float[n + 2 * radius];
			final float[] sums = new float[n];
			for (int line = 0; line < lines.linesInChunk(); line++) {
				final int start = lines.start(chunk, line);
				for (int i = 0; i < padded.length; i++)
					padded[i] = values[start + stride * Math.max(0, Math.min(n - 1, i - radius))];
				for (int i = 0; i < n; i++)
					sums[i] = kernel[radius] * padded[i + radius];
				for (int k = 1; k <= radius; k++) {
					final float weight = kernel[radius + k];
					for (int i = 0; i < n; i++)
						sums[i] += weight * (padded[i + radius - k] + padded[i + radius + k]);
				}
				for (int i = 0; i < n; i++)
					values[start + stride * i] = sums[i];
			}
		});
	}
}
