package org.lymphatlas.volume.io;

/** Unit quaternions of rotation matrices, as NIfTI's qform wants them. */
final class Quaternion {

	private Quaternion() {}

	/**
	 * @param m row-major 3x4; its left 3x3 part is a rotation
	 * @return a, b, c, d with a not negative (nifti_mat44_to_quatern of nifti1_io.c)
	 */
	static double[] of(final double[] m) {
		final double[] squares = { 1 + m[0] + m[5] + m[10], 1 + m[0] - m[5] - m[10], 1 - m[0] + m[5] - m[10], 1 - m[0] -
			m[5] + m[10] };
		int largest = 0;
		for (int i = 1; i < 4; i++)
			if (squares[i] > squares[largest]) largest = i;
		final double ad = m[4] - m[1], ac = m[2] - m[8], ab = m[9] - m[6];
		final double bc = m[1] + m[4], bd = m[2] + m[8], cd = m[6] + m[9];
		final double[] q = switch (largest) {
			case 0 -> new double[] { squares[0], ab, ac, ad };
			case 1 -> new double[] { ab, squares[1], bc, bd };
			case 2 -> new double[] { ac, bc, squares[2], cd };
			default -> new double[] { ad, bd, cd, squares[3] };
		};
		final double norm = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]) * (q[0] < 0 ? -1 : 1);
		for (int i = 0; i < 4; i++)
			q[i] /= norm;
		return q;
	}
}
