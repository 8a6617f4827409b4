package org.lymphatlas.training.augmentation;

import java.util.random.RandomGenerator;

/**
 * A smooth random map with values in [0, 1] that says how much of either copy of an image to take (Ouyang et al.'s
 * interventional pseudo-correlation augmentation): exp of a quadratic B-spline with control points 24 voxels apart on half
 * the resolution, stretched to [0, 1] and brought to full resolution linearly.
 */
final class BlendingMap {

	private static final int SPACING = 24;
	private static final int REDUCTION = 2;
	private static final float[] KERNEL = quadraticSpline();

	private BlendingMap() {}

	/** Control points are drawn from N(0, 1). */
	static float[] draw(final int[] sizeZyx, final RandomGenerator random) {
		final int[] points = controlPoints(sizeZyx);
		final float[] values = new float[points[0] * points[1] * points[2]];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) random.nextGaussian();
		return of(values, sizeZyx);
	}

	/** Control points along each axis: as many cells as cover the reduced patch, and one more on either side. */
	static int[] controlPoints(final int[] sizeZyx) {
		final int[] points = new int[3];
		for (int a = 0; a < 3; a++)
			points[a] = (reduced(sizeZyx[a]) + SPACING - 1) / SPACING + 2;
		return points;
	}

	private static int reduced(final int size) {
		return (size + REDUCTION - 1) / REDUCTION;
	}

	/** @param controlPoints z, y, x, x fastest, in the middle of them the patch */
	static float[] of(final float[] controlPoints, final int[] sizeZyx) {
		final int[] small = { reduced(sizeZyx[0]), reduced(sizeZyx[1]), reduced(sizeZyx[2]) };
		final int[] size = controlPoints(sizeZyx);
		float[] map = controlPoints;
		for (int axis = 0; axis < 3; axis++) {
			map = smooth(map, size, axis, small[axis]);
			size[axis] = small[axis];
		}
		for (int i = 0; i < map.length; i++)
			map[i] = (float) Math.exp(map[i]);
		Range.toUnit(map);
		return PatchResizing.resize(map, small, sizeZyx, 1);
	}

	/** The spline along one axis, of which the middle is kept. */
	private static float[] smooth(final float[] points, final int[] size, final int axis, final int length) {
		final int n = size[axis], inner = axis == 0 ? size[1] * size[2] : axis == 1 ? size[2] : 1;
		final int outer = points.length / n / inner;
		final int first = (SPACING * (n - 1) + KERNEL.length - length) / 2;
		final float[] result = new float[outer * length * inner];
		for (int k = 0; k < length; k++) {
			for (int p = 0; p < n; p++) {
				final int at = first + k - p * SPACING;
				if (at < 0 || at >= KERNEL.length) continue;
				for (int o = 0; o < outer; o++)
					for (int i = 0; i < inner; i++)
						result[(o * length + k) * inner + i] += KERNEL[at] * points[(o * n + p) * inner + i];
			}
		}
		return result;
	}

	/** A box of the control points' spacing, convolved with itself twice; weights of all points sum to 1 everywhere. */
	private static float[] quadraticSpline() {
		double[] kernel = { SPACING };
		for (int pass = 0; pass < 3; pass++) {
			final double[] wider = new double[kernel.length + SPACING - 1];
			for (int i = 0; i < kernel.length; i++)
				for (int k = 0; k < SPACING; k++)
					wider[i + k] += kernel[i] / SPACING;
			kernel = wider;
		}
		final float[] result = new float[kernel.length];
		for (int i = 0; i < result.length; i++)
			result[i] = (float) kernel[i];
		return result;
	}
}
