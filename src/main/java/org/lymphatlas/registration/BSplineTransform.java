package org.lymphatlas.registration;

import org.lymphatlas.volume.Grid;

/**
 * A free-form deformation: {@code y = x + sum_k beta3(x - k) c_k}, cubic B-splines on a coarse lattice with coefficients
 * in LPS mm (Rueckert et al., IEEE TMI 18:712), as elastix and ITK have it. It is defined between the second and the
 * last but one lattice point of each axis; beyond, where ITK jumps to the identity, the border's displacement holds
 * here, so the mapping stays continuous. Immutable.
 */
public final class BSplineTransform implements SpatialTransform {

	private static final int SUPPORT = 4;

	private final Grid lattice;
	private final float[] c;

	/**
	 * @param lattice at least 4 points along each axis
	 * @param coefficientsMm x, y, z of lattice point 0, then of point 1, ...; given away
	 */
	public BSplineTransform(final Grid lattice, final float[] coefficientsMm) {
		if (lattice.nx() < SUPPORT || lattice.ny() < SUPPORT || lattice.nz() < SUPPORT)
			throw new IllegalArgumentException("A cubic B-spline lattice needs at least 4 points an axis, got " + lattice);
		if (coefficientsMm.length != 3L * lattice.voxels()) throw new IllegalArgumentException("Lattice " + lattice +
			" needs " + 3L * lattice.voxels() + " coefficients but the array has " + coefficientsMm.length);
		this.lattice = lattice;
		c = coefficientsMm;
	}

	public Grid lattice() {
		return lattice;
	}

	/** x, y, z in mm of lattice point 0, then of point 1, ...; not a copy. */
	public float[] coefficientsMm() {
		return c;
	}

	@Override
	public void apply(final double[] point, final double[] result) {
		final double px = point[0], py = point[1], pz = point[2];
		result[0] = px;
		result[1] = py;
		result[2] = pz;
		lattice.toVoxel(result, result);
		final double vx = clamp(result[0], lattice.nx()), vy = clamp(result[1], lattice.ny()), vz = clamp(result[2], lattice
			.nz());
		final int x0 = first(vx, lattice.nx()), y0 = first(vy, lattice.ny()), z0 = first(vz, lattice.nz());
		double dx = 0, dy = 0, dz = 0;
		for (int k = 0; k < SUPPORT; k++) {
			final double wz = beta3(vz - z0 - k);
			for (int j = 0; j < SUPPORT; j++) {
				final double wzy = wz * beta3(vy - y0 - j);
				int at = 3 * lattice.index(x0, y0 + j, z0 + k);
				for (int i = 0; i < SUPPORT; i++, at += 3) {
					final double w = wzy * beta3(vx - x0 - i);
					dx += w * c[at];
					dy += w * c[at + 1];
					dz += w * c[at + 2];
				}
			}
		}
		result[0] = px + dx;
		result[1] = py + dy;
		result[2] = pz + dz;
	}

	private static double clamp(final double v, final int n) {
		return Math.max(1, Math.min(n - 2, v));
	}

	private static int first(final double v, final int n) {
		return Math.min((int) v - 1, n - SUPPORT);
	}

	private static double beta3(final double t) {
		final double a = Math.abs(t);
		if (a < 1) return 2.0 / 3 - a * a + a * a * a / 2;
		final double b = 2 - a;
		return b > 0 ? b * b * b / 6 : 0;
	}

	/** Solved point by point, see {@link NumericInverse}. */
	@Override
	public SpatialTransform inverse() {
		return new NumericInverse(this);
	}
}
