package org.lymphatlas.segmentation;

/**
 * How much each voxel of a tile counts: nnU-Net's Gaussian about voxel size / 2, its deviation an eighth of the patch,
 * 10 at its largest, rounded to half precision as there; where that gives 0, the smallest value that is not.
 */
final class ImportanceMap {

	private static final double SIGMA = 1.0 / 8;
	private static final double MAX = 10;
	private static final int SMALLEST_EXPONENT = -14;
	private static final int FRACTION_BITS = 10;

	private ImportanceMap() {}

	/** Weights of a patch's voxels, the last axis fastest; all positive. */
	static float[] of(final int[] patch) {
		final double[][] g = { gaussian(patch[0]), gaussian(patch[1]), gaussian(patch[2]) };
		final float[] weights = new float[patch[0] * patch[1] * patch[2]];
		float smallest = Float.POSITIVE_INFINITY;
		int i = 0;
		for (final double gz : g[0])
			for (final double gy : g[1])
				for (final double gx : g[2]) {
					weights[i] = half(gz * gy * gx * MAX);
					if (weights[i] > 0) smallest = Math.min(smallest, weights[i]);
					i++;
				}
		for (int k = 0; k < weights.length; k++)
			if (weights[k] == 0) weights[k] = smallest;
		return weights;
	}

	/** 1 at voxel patch / 2. */
	static double[] gaussian(final int patch) {
		final double sigma = SIGMA * patch;
		final double[] weights = new double[patch];
		for (int i = 0; i < patch; i++)
			weights[i] = Math.exp(-0.5 * (i - patch / 2) * (i - patch / 2) / (sigma * sigma));
		return weights;
	}

	/** The nearest number of half precision (IEEE 754 binary16), ties to even; for values far below its largest, 65504. */
	private static float half(final double value) {
		final double unit = Math.scalb(1.0, Math.max(Math.getExponent(value), SMALLEST_EXPONENT) - FRACTION_BITS);
		return (float) (Math.rint(value / unit) * unit);
	}
}
