package org.lymphatlas.phantom;

/** A regular 2-D table read between its points by the uniform cubic B-spline (smooth to the second derivative). */
final class SplineTable {

	private final double[][] rows;
	private final double row0, rowStep, column0, columnStep;
	private final boolean periodic;

	/** @param periodic the columns close a circle; otherwise edge values continue on every side */
	SplineTable(final double[][] rows, final double row0, final double rowStep, final double column0,
		final double columnStep, final boolean periodic)
	{
		this.rows = rows;
		this.row0 = row0;
		this.rowStep = rowStep;
		this.column0 = column0;
		this.columnStep = columnStep;
		this.periodic = periodic;
	}

	double at(final double row, final double column) {
		final int n = rows.length, m = rows[0].length;
		final double y = Math.max(0, Math.min(n - 1, (row - row0) / rowStep));
		double x = (column - column0) / columnStep;
		if (!periodic) x = Math.max(0, Math.min(m - 1, x));
		final int iy = (int) y, ix = (int) Math.floor(x);
		final double fy = y - iy, fx = x - ix;
		double sum = 0;
		for (int j = -1; j <= 2; j++) {
			final double[] line = rows[Math.max(0, Math.min(n - 1, iy + j))];
			double inner = 0;
			for (int i = -1; i <= 2; i++) {
				final int c = periodic ? Math.floorMod(ix + i, m) : Math.max(0, Math.min(m - 1, ix + i));
				inner += weight(i, fx) * line[c];
			}
			sum += weight(j, fy) * inner;
		}
		return sum;
	}

	private static double weight(final int offset, final double f) {
		final double g = 1 - f;
		return switch (offset) {
			case -1 -> g * g * g / 6;
			case 0 -> (3 * f * f * f - 6 * f * f + 4) / 6;
			case 1 -> (3 * g * g * g - 6 * g * g + 4) / 6;
			default -> f * f * f / 6;
		};
	}
}
