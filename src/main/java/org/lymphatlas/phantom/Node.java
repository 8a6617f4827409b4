package org.lymphatlas.phantom;

/**
 * A lymph node of the canonical chest: an ellipsoid whose surface is dented by a few smooth bumps.
 *
 * @param id from 1
 * @param station label of its station
 * @param body the ellipsoid
 * @param bumps rows of wave vector (1/mm), phase and amplitude (mm)
 * @param hu its cortex
 * @param core what its middle holds
 * @param coreHu CT number of the middle
 * @param softMm extra width of its border
 */
record Node(int id, int station, Ellipsoid body, double[][] bumps, double hu, Core core, double coreHu,
	double softMm) implements Shape
{

	enum Core {
		NONE, FATTY_HILUM, NECROSIS, CALCIFICATION
	}

	@Override
	public double distance(final double l, final double p, final double s) {
		double d = body.distance(l, p, s);
		for (final double[] b : bumps)
			d += b[4] * Math.sin(b[0] * l + b[1] * p + b[2] * s + b[3]);
		return d;
	}

	/** CT number at a point inside. */
	double huAt(final double l, final double p, final double s, final double distance) {
		final double[] c = body.centre();
		final double inner = Math.min(body.semiAxes()[0], Math.min(body.semiAxes()[1], body.semiAxes()[2]));
		final double weight = switch (core) {
			case NONE -> 0;
			// The hilum's fat comes in from one side.
			case FATTY_HILUM -> Math.max(0, Math.min(1, 1.2 - Math.hypot(Math.hypot(l - c[0] - 0.35 * inner, p - c[1]), 0.6 *
				(s - c[2])) / (0.5 * inner)));
			case NECROSIS -> Math.max(0, Math.min(1, (-distance - 0.4 * inner) / 1.5));
			case CALCIFICATION -> Math.max(0, Math.min(1, 1.3 - Math.hypot(Math.hypot(l - c[0], p - c[1] - 0.3 * inner), s -
				c[2]) / (0.35 * inner)));
		};
		return hu + weight * (coreHu - hu);
	}

	@Override
	public double[] centre() {
		return body.centre();
	}

	@Override
	public double radius() {
		return body.radius() + 2.5 + softMm;
	}
}
