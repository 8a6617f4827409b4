package org.lymphatlas.registration;

import java.util.Arrays;
import java.util.Locale;

/** An invertible affine mapping of LPS mm points: {@code y = A x + t}. Immutable. */
public final class AffineTransform implements SpatialTransform {

	private static final double SINGULAR = 1e-9;

	private final double[] m;

	/**
	 * @param matrix row-major 3x4, the last column is the translation in mm
	 * @throws IllegalArgumentException if it is not 12 finite numbers or cannot be inverted
	 */
	public AffineTransform(final double[] matrix) {
		if (matrix.length != 12 || !Arrays.stream(matrix).allMatch(Double::isFinite)) throw new IllegalArgumentException(
			"An affine transform needs 12 finite numbers (3 rows of 4), got " + Arrays.toString(matrix));
		m = matrix.clone();
		if (Math.abs(determinant()) < SINGULAR) throw new IllegalArgumentException("The affine transform " + Arrays.toString(matrix) +
			" cannot be inverted: its determinant is " + determinant());
	}

	public static AffineTransform identity() {
		return translation(0, 0, 0);
	}

	public static AffineTransform translation(final double x, final double y, final double z) {
		return new AffineTransform(new double[] { 1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z });
	}

	/**
	 * Rotates about a centre, then translates.
	 *
	 * @param rotation axis times angle in radians (Rodrigues)
	 * @param centreMm the point that the rotation leaves where it is
	 * @param translationMm added last
	 */
	public static AffineTransform rigid(final double[] rotation, final double[] centreMm, final double[] translationMm) {
		final double angle = Math.sqrt(rotation[0] * rotation[0] + rotation[1] * rotation[1] + rotation[2] * rotation[2]);
		// sin(a)/a and (1 - cos(a))/a^2 with their limits
		final double s = angle < 1e-9 ? 1 : Math.sin(angle) / angle;
		final double c = angle < 1e-9 ? 0.5 : (1 - Math.cos(angle)) / (angle * angle);
		final double x = rotation[0], y = rotation[1], z = rotation[2];
		final double[] linear = { //
			1 - c * (y * y + z * z), c * x * y - s * z, c * x * z + s * y, //
			c * x * y + s * z, 1 - c * (x * x + z * z), c * y * z - s * x, //
			c * x * z - s * y, c * y * z + s * x, 1 - c * (x * x + y * y) };
		return about(linear, centreMm, translationMm);
	}

	/** {@code y = L (x - centre) + centre + translation} for a row-major 3x3 matrix L. */
	public static AffineTransform about(final double[] linear, final double[] centreMm, final double[] translationMm) {
		final double[] m = new double[12];
		for (int r = 0; r < 3; r++) {
			double t = centreMm[r] + translationMm[r];
			for (int c = 0; c < 3; c++) {
				m[4 * r + c] = linear[3 * r + c];
				t -= linear[3 * r + c] * centreMm[c];
			}
			m[4 * r + 3] = t;
		}
		return new AffineTransform(m);
	}

	/** Row-major 3x4, the last column is the translation in mm. */
	public double[] matrix() {
		return m.clone();
	}

	/** Row-major 3x3 part. */
	public double[] linear() {
		return new double[] { m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10] };
	}

	/** Volume change; negative if the transform mirrors. */
	public double determinant() {
		return m[0] * (m[5] * m[10] - m[6] * m[9]) - m[1] * (m[4] * m[10] - m[6] * m[8]) + m[2] * (m[4] * m[9] - m[5] *
			m[8]);
	}

	@Override
	public void apply(final double[] point, final double[] result) {
		final double x = point[0], y = point[1], z = point[2];
		result[0] = m[0] * x + m[1] * y + m[2] * z + m[3];
		result[1] = m[4] * x + m[5] * y + m[6] * z + m[7];
		result[2] = m[8] * x + m[9] * y + m[10] * z + m[11];
	}

	@Override
	public AffineTransform inverse() {
		final double d = 1 / determinant();
		final double[] i = new double[12];
		i[0] = (m[5] * m[10] - m[6] * m[9]) * d;
		i[1] = (m[2] * m[9] - m[1] * m[10]) * d;
		i[2] = (m[1] * m[6] - m[2] * m[5]) * d;
		i[4] = (m[6] * m[8] - m[4] * m[10]) * d;
		i[5] = (m[0] * m[10] - m[2] * m[8]) * d;
		i[6] = (m[2] * m[4] - m[0] * m[6]) * d;
		i[8] = (m[4] * m[9] - m[5] * m[8]) * d;
		i[9] = (m[1] * m[8] - m[0] * m[9]) * d;
		i[10] = (m[0] * m[5] - m[1] * m[4]) * d;
		for (int r = 0; r < 3; r++)
			i[4 * r + 3] = -(i[4 * r] * m[3] + i[4 * r + 1] * m[7] + i[4 * r + 2] * m[11]);
		return new AffineTransform(i);
	}

	/** This transform first, then another affine one: again affine. */
	public AffineTransform compose(final AffineTransform next) {
		final double[] n = next.m;
		final double[] p = new double[12];
		for (int r = 0; r < 3; r++) {
			for (int c = 0; c < 4; c++)
				p[4 * r + c] = n[4 * r] * m[c] + n[4 * r + 1] * m[4 + c] + n[4 * r + 2] * m[8 + c];
			p[4 * r + 3] += n[4 * r + 3];
		}
		return new AffineTransform(p);
	}

	@Override
	public SpatialTransform then(final SpatialTransform next) {
		return next instanceof AffineTransform affine ? compose(affine) : SpatialTransform.super.then(next);
	}

	@Override
	public boolean equals(final Object o) {
		return o instanceof AffineTransform a && Arrays.equals(m, a.m);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(m);
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "[%.4f %.4f %.4f %.2f; %.4f %.4f %.4f %.2f; %.4f %.4f %.4f %.2f]", m[0], m[1],
			m[2], m[3], m[4], m[5], m[6], m[7], m[8], m[9], m[10], m[11]);
	}
}
