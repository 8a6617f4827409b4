package org.lymphatlas.registration.variational;

import java.util.Optional;

import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.registration.Channels;

/**
 * A point that both images show. Its cost is {@code d^2 / (d^2 + s^2)} of the distance d in mm that a transform leaves
 * (Geman and McClure, 1987): quadratic while it is near, at most 1 where one of the two was found in a wrong place.
 */
record LandmarkPair(double[] fixed, double[] moving) {

	/** s: where the cost reaches a half. */
	private static final double SCALE_MM = 15;

	static Optional<LandmarkPair> carina(final Channels fixed, final Channels moving) {
		return fixed.carinaLps().flatMap(f -> moving.carinaLps().map(m -> new LandmarkPair(f, m)));
	}

	/** What is left between the mapped fixed point and the moving one, mm. */
	double[] residual(final AffineTransform transform) {
		final double[] r = new double[3];
		transform.apply(fixed, r);
		for (int a = 0; a < 3; a++)
			r[a] -= moving[a];
		return r;
	}

	double cost(final double[] residual) {
		final double squared = squared(residual);
		return squared / (squared + SCALE_MM * SCALE_MM);
	}

	/** d cost / d(d^2): the weight of the squared distance in reweighted least squares. */
	double weight(final double[] residual) {
		final double sum = squared(residual) + SCALE_MM * SCALE_MM;
		return SCALE_MM * SCALE_MM / (sum * sum);
	}

	private static double squared(final double[] r) {
		return r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
	}
}
