package org.lymphatlas.phantom;

/**
 * An ellipsoid, or with {@code power} above 2 a superellipsoid (boxier). Rows of {@code axes} are its orthonormal axes.
 * Its distance is the first-order one: exact at the surface.
 */
record Ellipsoid(double[] centre, double[] semiAxes, double[] axes, double power) implements Shape {

	private static final double[] UPRIGHT = { 1, 0, 0, 0, 1, 0, 0, 0, 1 };

	static Ellipsoid of(final double l, final double p, final double s, final double a, final double b, final double c) {
		return new Ellipsoid(new double[] { l, p, s }, new double[] { a, b, c }, UPRIGHT, 2);
	}

	static Ellipsoid boxy(final double l, final double p, final double s, final double a, final double b,
		final double c)
	{
		return new Ellipsoid(new double[] { l, p, s }, new double[] { a, b, c }, UPRIGHT, 4);
	}

	/** Long axis along a direction (need not be of unit length), the other two round it. */
	static Ellipsoid along(final double[] centre, final double[] direction, final double longAxis, final double b,
		final double c)
	{
		final double[] u = unit(direction);
		final double[] helper = Math.abs(u[2]) < 0.9 ? new double[] { 0, 0, 1 } : new double[] { 1, 0, 0 };
		final double[] v = unit(cross(helper, u));
		final double[] w = cross(u, v);
		return new Ellipsoid(centre, new double[] { longAxis, b, c }, new double[] { u[0], u[1], u[2], v[0], v[1], v[2],
			w[0], w[1], w[2] }, 2);
	}

	static double[] unit(final double[] v) {
		final double n = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
		return new double[] { v[0] / n, v[1] / n, v[2] / n };
	}

	static double[] cross(final double[] a, final double[] b) {
		return new double[] { a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0] };
	}

	@Override
	public double distance(final double l, final double p, final double s) {
		final double x = l - centre[0], y = p - centre[1], z = s - centre[2];
		final double u = (axes[0] * x + axes[1] * y + axes[2] * z) / semiAxes[0];
		final double v = (axes[3] * x + axes[4] * y + axes[5] * z) / semiAxes[1];
		final double w = (axes[6] * x + axes[7] * y + axes[8] * z) / semiAxes[2];
		double k0 = u * u + v * v + w * w;
		if (power == 4) k0 = Math.sqrt(u * u * u * u + v * v * v * v + w * w * w * w);
		k0 = Math.sqrt(k0);
		final double gu = u / semiAxes[0], gv = v / semiAxes[1], gw = w / semiAxes[2];
		final double k1 = Math.sqrt(gu * gu + gv * gv + gw * gw);
		if (k1 < 1e-9) return -Math.min(semiAxes[0], Math.min(semiAxes[1], semiAxes[2]));
		return k0 * (k0 - 1) / k1;
	}

	@Override
	public double radius() {
		final double r = Math.max(semiAxes[0], Math.max(semiAxes[1], semiAxes[2]));
		return power == 2 ? r : 1.35 * r;
	}
}
