package org.lymphatlas.volume.io;

import java.util.Arrays;
import java.util.Locale;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/** From the affine matrices of file headers to a {@link Grid}, and the other way round. */
final class Geometry {

	/** Cosine of the angle by which two voxel axes may miss a right angle: 0.06 degrees. */
	private static final double SHEAR_TOLERANCE = 1e-3;

	private Geometry() {}

	/**
	 * @param name of the image, for messages
	 * @param size voxels along x, y, z
	 * @param affine row-major 3x4 from voxel to LPS mm; columns at right angles
	 */
	static Grid grid(final String name, final long[] size, final double[] affine) {
		final double[] spacing = new double[3];
		final double[] direction = new double[9];
		for (int c = 0; c < 3; c++) {
			spacing[c] = Math.sqrt(affine[c] * affine[c] + affine[4 + c] * affine[4 + c] + affine[8 + c] * affine[8 + c]);
			if (!(spacing[c] > 0) || Double.isInfinite(spacing[c])) throw new InputException(name + ": voxel axis " + c +
				" has no direction in the header's matrix " + Arrays.toString(affine) + "; the header is damaged");
			for (int r = 0; r < 3; r++)
				direction[3 * r + c] = affine[4 * r + c] / spacing[c];
		}
		return grid(name, size, spacing, new double[] { affine[3], affine[7], affine[11] }, direction);
	}

	/** As {@link Grid#Grid}, naming the image in messages; directions are made exactly orthonormal. */
	static Grid grid(final String name, final long[] size, final double[] spacing, final double[] origin,
		final double[] direction)
	{
		checkShear(name, direction);
		final int[] n = new int[3];
		for (int a = 0; a < 3; a++) {
			if (size[a] < 1 || size[a] > Integer.MAX_VALUE) throw new InputException(name + ": size " + Arrays.toString(
				size) + " is impossible; the header is damaged");
			n[a] = (int) size[a];
		}
		try {
			return new Grid(n, spacing, origin, orthonormal(direction));
		}
		catch (final InputException e) {
			throw new InputException(name + ": " + e.getMessage(), e);
		}
	}

	/** Row-major 3x4 matrix with the world's x and y turned round: RAS to LPS, and back. */
	static double[] flipRasLps(final double[] affine) {
		final double[] flipped = affine.clone();
		for (int i = 0; i < 8; i++)
			flipped[i] = -affine[i];
		return flipped;
	}

	/** Determinant of the left 3x3 part of a row-major 3x4 matrix. */
	static double determinant(final double[] m) {
		return m[0] * (m[5] * m[10] - m[6] * m[9]) - m[1] * (m[4] * m[10] - m[6] * m[8]) + m[2] * (m[4] * m[9] - m[5] *
			m[8]);
	}

	private static void checkShear(final String name, final double[] d) {
		for (int i = 0; i < 3; i++) {
			for (int j = i + 1; j < 3; j++) {
				final double cosine = d[i] * d[j] + d[3 + i] * d[3 + j] + d[6 + i] * d[6 + j];
				if (!(Math.abs(cosine) <= SHEAR_TOLERANCE)) throw new InputException(String.format(Locale.ROOT,
					"%s: voxel axes %d and %d meet at %.2f degrees, not 90 (a sheared matrix or a tilted gantry); " +
						"resample the image to a rectangular grid first", name, i, j, Math.toDegrees(Math.acos(Math.max(-1,
							Math.min(1, cosine))))));
			}
		}
	}

	/** The nearest orthonormal matrix (Higham 1986, Newton's iteration for the polar decomposition). */
	private static double[] orthonormal(final double[] direction) {
		double[] m = direction;
		for (int iteration = 0; iteration < 4; iteration++) {
			final double[] cofactors = new double[9];
			for (int r = 0; r < 3; r++) {
				for (int c = 0; c < 3; c++) {
					final int r1 = (r + 1) % 3, r2 = (r + 2) % 3, c1 = (c + 1) % 3, c2 = (c + 2) % 3;
					cofactors[3 * r + c] = m[3 * r1 + c1] * m[3 * r2 + c2] - m[3 * r1 + c2] * m[3 * r2 + c1];
				}
			}
			final double determinant = m[0] * cofactors[0] + m[1] * cofactors[1] + m[2] * cofactors[2];
			final double[] next = new double[9];
			for (int i = 0; i < 9; i++)
				next[i] = 0.5 * (m[i] + cofactors[i] / determinant);
			m = next;
		}
		return m;
	}
}
