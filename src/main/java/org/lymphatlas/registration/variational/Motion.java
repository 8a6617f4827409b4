package org.lymphatlas.registration.variational;

import org.lymphatlas.registration.AffineTransform;

/** The small steps that a stage may take: which directions, and how a step becomes a transform. */
enum Motion {

	/** Three rotations (antisymmetric dA), three translations. */
	RIGID(new double[][] { //
		{ 0, 0, 0, 0, 0, 0, -1, 0, 0, 1, 0, 0 }, //
		{ 0, 0, 1, 0, 0, 0, 0, 0, -1, 0, 0, 0 }, //
		{ 0, -1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0 }, //
		{ 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0 }, //
		{ 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0 }, //
		{ 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 } }) {

		@Override
		AffineTransform step(final double[] s, final double[] centre) {
			final double lever = NormalEquations.LEVER_MM;
			return AffineTransform.rigid(new double[] { s[0] / lever, s[1] / lever, s[2] / lever }, centre, new double[] {
				s[3], s[4], s[5] });
		}
	},

	AFFINE(unit(12)) {

		@Override
		AffineTransform step(final double[] s, final double[] centre) {
			final double[] linear = new double[9];
			for (int r = 0; r < 3; r++)
				for (int c = 0; c < 3; c++)
					linear[3 * r + c] = s[4 * r + c] / NormalEquations.LEVER_MM + (r == c ? 1 : 0);
			return AffineTransform.about(linear, centre, new double[] { s[3], s[7], s[11] });
		}
	};

	/** Each row one direction in the 12 parameters of {@link NormalEquations}. */
	private final double[][] directions;

	Motion(final double[][] directions) {
		this.directions = directions;
	}

	int parameters() {
		return directions.length;
	}

	/** The transform of moving space that a step makes, about a centre. */
	abstract AffineTransform step(double[] s, double[] centre);

	double[][] project(final double[][] hessian) {
		final int n = directions.length;
		final double[][] h = new double[n][n];
		for (int a = 0; a < n; a++)
			for (int b = 0; b < n; b++)
				for (int i = 0; i < 12; i++)
					for (int j = 0; j < 12; j++)
						h[a][b] += directions[a][i] * hessian[i][j] * directions[b][j];
		return h;
	}

	double[] project(final double[] gradient) {
		final double[] g = new double[directions.length];
		for (int a = 0; a < g.length; a++)
			for (int i = 0; i < 12; i++)
				g[a] += directions[a][i] * gradient[i];
		return g;
	}

	private static double[][] unit(final int n) {
		final double[][] unit = new double[n][n];
		for (int i = 0; i < n; i++)
			unit[i][i] = 1;
		return unit;
	}
}
