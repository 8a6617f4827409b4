package org.lymphatlas.training.augmentation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A monotone function from [0, 1] onto [0, 1] out of a cubic Bezier curve from (0, 0) to (1, 1): abscissas and
 * ordinates of its points, each sorted, and lines between them (Zhou et al. 2021, 3.1).
 */
record BezierCurve(double[] x, double[] y) {

	private static final int POINTS = 1000;

	/** The two inner points lie anywhere in the unit square. */
	static BezierCurve draw(final RandomGenerator random) {
		return of(random.nextDouble(), random.nextDouble(), random.nextDouble(), random.nextDouble());
	}

	static BezierCurve of(final double x1, final double y1, final double x2, final double y2) {
		return new BezierCurve(sorted(x1, x2), sorted(y1, y2));
	}

	private static double[] sorted(final double first, final double second) {
		final double[] values = new double[POINTS + 1];
		for (int i = 0; i <= POINTS; i++) {
			final double t = (double) i / POINTS, s = 1 - t;
			values[i] = 3 * s * s * t * first + 3 * s * t * t * second + t * t * t;
		}
		Arrays.sort(values);
		return values;
	}

	/** @param at in [0, 1] */
	double at(final double at) {
		final int found = Arrays.binarySearch(x, at);
		if (found >= 0) return y[found];
		final int above = -found - 1;
		if (above == 0) return y[0];
		if (above == x.length) return y[POINTS];
		final double t = (at - x[above - 1]) / (x[above] - x[above - 1]);
		return y[above - 1] + t * (y[above] - y[above - 1]);
	}
}
