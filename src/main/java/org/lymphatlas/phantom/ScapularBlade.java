package org.lymphatlas.phantom;

/** The blade of a scapula: a thin triangular plate laid round the back of the rib cage, between its two muscles. */
record ScapularBlade(Thorax thorax, int side) implements Shape {

	private static final double TOP_S = 92, TIP_S = -32, REST_MM = 23, HALF_THICK_MM = 2.4, FAR_MM = 10;

	@Override
	public double distance(final double l, final double p, final double s) {
		final double x = side * (l - Thorax.CENTRE_L), y = p - Thorax.CENTRE_P;
		// Far from the plate: most points of its ball.
		if (x < 40 || y < -10 || x > 170 || y > 140) return FAR_MM;
		final double r = Math.sqrt(x * x + y * y);
		final double fromBack = 90 - Math.toDegrees(Math.atan2(y, x));
		final double lookUp = side > 0 ? 90 - fromBack : 90 + fromBack;
		final double cage = thorax.cavityRadius(lookUp, Math.min(s, Thorax.ARMPIT_S));
		final double t = Math.max(0, Math.min(1, (s - TIP_S) / (TOP_S - TIP_S)));
		// The inner margin is straight, the outer one swings out to the joint; margins are thicker than the middle.
		final double inner = 46 - 3 * t, outer = 60 + 26 * t;
		final double middle = 0.5 * (inner + outer), half = 0.5 * (outer - inner);
		final double across = (Math.abs(fromBack - middle) - half) * Math.PI / 180 * r;
		final double rim = Math.max(0, 1 + across / 12);
		final double plate = Math.abs(r - cage - REST_MM - 3 * t) - HALF_THICK_MM - 1.6 * rim * rim;
		final double inPlane = Math.max(across, Math.max(s - TOP_S, TIP_S - s));
		return Math.max(plate, inPlane);
	}

	@Override
	public double[] centre() {
		return new double[] { Thorax.CENTRE_L + side * 103, 60, 30 };
	}

	@Override
	public double radius() {
		return 85;
	}
}
