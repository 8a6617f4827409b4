package org.lymphatlas.phantom;

import java.util.ArrayList;
import java.util.List;

/** Curved tubes: uniform Catmull-Rom splines through points (l, p, s, radius), cut into round cones. */
final class Tube {

	private static final double STEP_MM = 4;

	private Tube() {}

	static List<Shape> along(final double[]... points) {
		final List<Shape> cones = new ArrayList<>();
		final List<double[]> line = sample(points);
		for (int i = 0; i + 1 < line.size(); i++)
			cones.add(RoundCone.of(line.get(i), line.get(i + 1)));
		return cones;
	}

	/** With the posterior wall flattened at a fraction of the radius behind the centre line. */
	static List<Shape> flattened(final double flat, final double[]... points) {
		return along(points).stream().map(s -> (RoundCone) s).<Shape> map(c -> new RoundCone(c.l0(), c.p0(), c.s0(), c
			.r0(), c.l1(), c.p1(), c.s1(), c.r1(), flat, 1)).toList();
	}

	/** With a cross-section stretched along S. */
	static List<Shape> stretched(final double stretchS, final double[]... points) {
		return along(points).stream().map(s -> (RoundCone) s).<Shape> map(c -> new RoundCone(c.l0(), c.p0(), c.s0(), c
			.r0(), c.l1(), c.p1(), c.s1(), c.r1(), Double.POSITIVE_INFINITY, stretchS)).toList();
	}

	/** Points of the spline about {@value #STEP_MM} mm apart, ends included. */
	static List<double[]> sample(final double[]... points) {
		final List<double[]> line = new ArrayList<>();
		for (int i = 0; i + 1 < points.length; i++) {
			final double[] a = points[Math.max(0, i - 1)], b = points[i], c = points[i + 1], d = points[Math.min(
				points.length - 1, i + 2)];
			final int steps = Math.max(1, (int) Math.round(Math.hypot(Math.hypot(c[0] - b[0], c[1] - b[1]), c[2] - b[2]) /
				STEP_MM));
			for (int k = 0; k < steps; k++)
				line.add(catmullRom(a, b, c, d, (double) k / steps));
		}
		line.add(points[points.length - 1].clone());
		return line;
	}

	private static double[] catmullRom(final double[] a, final double[] b, final double[] c, final double[] d,
		final double t)
	{
		final double[] q = new double[4];
		for (int i = 0; i < 4; i++)
			q[i] = 0.5 * (2 * b[i] + (c[i] - a[i]) * t + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t * t + (3 * b[i] - a[i] -
				3 * c[i] + d[i]) * t * t * t);
		return q;
	}
}
