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
		// Weights of the four neighbours, unrolled: this is the innermost loop of painting a chest.
		final double gy = 1 - fy, y2 = fy * fy, y3 = y2 * fy;
		final double[] above = rows[Math.max(0, iy - 1)], here = rows[iy], below = rows[Math.min(n - 1, iy + 1)], last =
			rows[Math.min(n - 1, iy + 2)];
		final double wa = gy * gy * gy, wh = 3 * y3 - 6 * y2 + 4, wb = 6 - wa - wh - y3;
		if (m == 1) return (wa * above[0] + wh * here[0] + wb * below[0] + y3 * last[0]) / 6;
		final double gx = 1 - fx, x2 = fx * fx, x3 = x2 * fx;
		final double va = gx * gx * gx, vh = 3 * x3 - 6 * x2 + 4, vb = 6 - va - vh - x3;
		final int c0 = column(ix - 1, m), c1 = column(ix, m), c2 = column(ix + 1, m), c3 = column(ix + 2, m);
		return (va * (wa * above[c0] + wh * here[c0] + wb * below[c0] + y3 * last[c0]) + vh * (wa * above[c1] + wh *
			here[c1] + wb * below[c1] + y3 * last[c1]) + vb * (wa * above[c2] + wh * here[c2] + wb * below[c2] + y3 *
				last[c2]) + x3 * (wa * above[c3] + wh * here[c3] + wb * below[c3] + y3 * last[c3])) / 36;
	}

	private int column(final int i, final int m) {
		if (i >= 0 && i < m) return i;
		return periodic ? Math.floorMod(i, m) : i < 0 ? 0 : m - 1;
	}
}
