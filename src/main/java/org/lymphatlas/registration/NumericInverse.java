package org.lymphatlas.registration;

/**
 * The inverse of a transform that has no closed one, point by point: {@code T(x) = y} by damped fixed-point iteration
 * {@code x <- x - (T(x) - y)}, which converges where the displacement's slope is below 1. At a fold there is no inverse;
 * the nearest point that the iteration reaches is returned. Some 10 evaluations of the transform a point.
 */
record NumericInverse(SpatialTransform inverse) implements SpatialTransform {

	private static final int STEPS = 100;
	private static final double TOLERANCE_MM = 1e-3;
	private static final double DAMPING = 0.7;

	@Override
	public void apply(final double[] point, final double[] result) {
		final double yx = point[0], yy = point[1], yz = point[2];
		double x = yx, y = yy, z = yz;
		double step = 1, last = Double.POSITIVE_INFINITY;
		for (int k = 0; k < STEPS; k++) {
			result[0] = x;
			result[1] = y;
			result[2] = z;
			inverse.apply(result, result);
			final double ex = result[0] - yx, ey = result[1] - yy, ez = result[2] - yz;
			final double error = ex * ex + ey * ey + ez * ez;
			if (error < TOLERANCE_MM * TOLERANCE_MM) break;
			if (error > last) step *= DAMPING;
			last = error;
			x -= step * ex;
			y -= step * ey;
			z -= step * ez;
		}
		result[0] = x;
		result[1] = y;
		result[2] = z;
	}
}
