package org.lymphatlas.correction;

import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;

/** Coordinates in parallel planes: u and v in the plane, height along the normal, all mm from the world's origin. */
record PlaneFrame(double[] u, double[] v, double[] normal) {

	/** @param normal any length but 0 */
	static PlaneFrame of(final double[] normal) {
		final double[] n = Points.unit(normal);
		int least = 0;
		for (int a = 1; a < 3; a++)
			if (Math.abs(n[a]) < Math.abs(n[least])) least = a;
		final double[] helper = new double[3];
		helper[least] = 1;
		final double[] u = Points.unit(Points.cross(helper, n));
		return new PlaneFrame(u, Points.cross(n, u), n);
	}

	double[] toWorld(final double atU, final double atV, final double height) {
		final double[] p = new double[3];
		for (int r = 0; r < 3; r++)
			p[r] = atU * u[r] + atV * v[r] + height * normal[r];
		return p;
	}

	/** Least and greatest u, then v, then height of the cells of a box of voxels. */
	double[] extent(final Grid grid, final Box box) {
		final double[] e = { Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE,
			-Double.MAX_VALUE };
		for (int corner = 0; corner < 8; corner++) {
			final double[] p = grid.toWorld(((corner & 1) == 0 ? box.minX() : box.maxX()) - 0.5, ((corner & 2) == 0 ? box.minY()
				: box.maxY()) - 0.5, ((corner & 4) == 0 ? box.minZ() : box.maxZ()) - 0.5);
			final double[] c = { Points.dot(p, u), Points.dot(p, v), Points.dot(p, normal) };
			for (int a = 0; a < 3; a++) {
				e[2 * a] = Math.min(e[2 * a], c[a]);
				e[2 * a + 1] = Math.max(e[2 * a + 1], c[a]);
			}
		}
		return e;
	}
}
