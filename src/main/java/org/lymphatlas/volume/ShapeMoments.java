package org.lymphatlas.volume;

import java.util.Arrays;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/** Size, centre and equivalent ellipsoid of a set of voxels, from sums over their centres. Not thread-safe. */
public final class ShapeMoments {

	/** A variance below this share of the smallest squared spacing is rounding: the set is flat. */
	private static final double FLAT = 1e-8;

	private final Grid grid;
	private long count;
	private int firstX;
	private int firstY;
	private int firstZ;
	/** Of x, y, z, counted from the first voxel; sums of whole numbers are exact. */
	private final double[] sums = new double[3];
	/** Of xx, xy, xz, yy, yz, zz. */
	private final double[] products = new double[6];

	public ShapeMoments(final Grid grid) {
		this.grid = grid;
	}

	public void add(final int x, final int y, final int z) {
		if (count++ == 0) {
			firstX = x;
			firstY = y;
			firstZ = z;
		}
		final double dx = x - firstX, dy = y - firstY, dz = z - firstZ;
		sums[0] += dx;
		sums[1] += dy;
		sums[2] += dz;
		products[0] += dx * dx;
		products[1] += dx * dy;
		products[2] += dx * dz;
		products[3] += dy * dy;
		products[4] += dy * dz;
		products[5] += dz * dz;
	}

	public long voxels() {
		return count;
	}

	public double volumeMm3() {
		return count * grid.voxelVolumeMm3();
	}

	/** Mean of the voxel centres, LPS mm; not a number without voxels. */
	public double[] centreLps() {
		return grid.toWorld(firstX + sums[0] / count, firstY + sums[1] / count, firstZ + sums[2] / count);
	}

	/**
	 * Diameters of the ellipsoid that has the set's volume and the shape of its covariance: with m the eigenvalues of the
	 * voxel centres' covariance and R the radius of the ball of equal volume, {@code d_i = 2 R sqrt(m_i / cbrt(m1 m2 m3))}.
	 *
	 * @return three diameters in mm, ascending; all 0 if the centres lie in one plane (a set one slice thick)
	 */
	public double[] ellipsoidDiametersMm() {
		if (count == 0) return new double[3];
		final double[][] covariance = new double[3][3];
		for (int r = 0, k = 0; r < 3; r++)
			for (int c = r; c < 3; c++, k++) {
				final double voxels2 = products[k] / count - sums[r] / count * (sums[c] / count);
				covariance[r][c] = covariance[c][r] = voxels2 * grid.spacing(r) * grid.spacing(c);
			}
		final double[] m = new EigenDecomposition(new Array2DRowRealMatrix(covariance, false)).getRealEigenvalues();
		Arrays.sort(m);
		final double thinnest = Math.min(grid.spacing(0), Math.min(grid.spacing(1), grid.spacing(2)));
		if (m[0] <= FLAT * thinnest * thinnest) return new double[3];
		final double radius = Math.cbrt(3 * volumeMm3() / (4 * Math.PI));
		final double mean = Math.cbrt(m[0] * m[1] * m[2]);
		return Arrays.stream(m).map(v -> 2 * radius * Math.sqrt(v / mean)).toArray();
	}
}
