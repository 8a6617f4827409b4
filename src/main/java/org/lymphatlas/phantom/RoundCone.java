package org.lymphatlas.phantom;

/**
 * A piece of a tube: all points within a radius of a segment, the radius changing linearly along it.
 * {@code flat} cuts it by a coronal plane that fraction of the radius behind the segment (the membranous wall of the
 * trachea); infinite for none. {@code stretchS} stretches the cross-section along S (ribs are taller than thick).
 */
record RoundCone(double l0, double p0, double s0, double r0, double l1, double p1, double s1, double r1, double flat,
	double stretchS) implements Shape
{

	static RoundCone of(final double[] a, final double[] b) {
		return new RoundCone(a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3], Double.POSITIVE_INFINITY, 1);
	}

	@Override
	public double distance(final double l, final double p, final double s) {
		final double dl = l1 - l0, dp = p1 - p0, ds = (s1 - s0) / stretchS;
		final double x = l - l0, y = p - p0, z = (s - s0) / stretchS;
		final double t = Math.max(0, Math.min(1, (x * dl + y * dp + z * ds) / (dl * dl + dp * dp + ds * ds + 1e-12)));
		final double ex = x - t * dl, ey = y - t * dp, ez = z - t * ds;
		final double r = r0 + t * (r1 - r0);
		final double round = Math.sqrt(ex * ex + ey * ey + ez * ez) - r;
		return flat == Double.POSITIVE_INFINITY ? round : Math.max(round, ey - flat * r);
	}

	@Override
	public double[] centre() {
		return new double[] { 0.5 * (l0 + l1), 0.5 * (p0 + p1), 0.5 * (s0 + s1) };
	}

	@Override
	public double radius() {
		final double dl = l1 - l0, dp = p1 - p0, ds = s1 - s0;
		return 0.5 * Math.sqrt(dl * dl + dp * dp + ds * ds) + Math.max(r0, r1) * Math.max(1, stretchS);
	}
}
