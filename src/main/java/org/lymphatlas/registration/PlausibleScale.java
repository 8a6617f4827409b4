package org.lymphatlas.registration;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/** Keeps the stretches of an affine transform (its singular values) within what two people's chests differ by. */
final class PlausibleScale {

	static final double MIN = 0.6;
	static final double MAX = 1.7;

	private PlausibleScale() {}

	/**
	 * The transform itself if all its stretches are within {@link #MIN} to {@link #MAX}, or else one with the same
	 * rotations whose stretches are cut to that and which maps a given point to the same place.
	 */
	static AffineTransform clamp(final AffineTransform transform, final double[] keptPoint) {
		final double[] linear = transform.linear();
		final RealMatrix matrix = new Array2DRowRealMatrix(3, 3);
		for (int i = 0; i < 9; i++)
			matrix.setEntry(i / 3, i % 3, linear[i]);
		final SingularValueDecomposition svd = new SingularValueDecomposition(matrix);
		final double[] stretches = svd.getSingularValues();
		if (stretches[0] <= MAX && stretches[2] >= MIN) return transform;
		final RealMatrix s = new Array2DRowRealMatrix(3, 3);
		for (int i = 0; i < 3; i++)
			s.setEntry(i, i, Math.max(MIN, Math.min(MAX, stretches[i])));
		final RealMatrix clamped = svd.getU().multiply(s).multiply(svd.getVT());
		final double[] result = new double[9];
		for (int i = 0; i < 9; i++)
			result[i] = clamped.getEntry(i / 3, i % 3);
		final double[] target = new double[3];
		transform.apply(keptPoint, target);
		for (int a = 0; a < 3; a++)
			target[a] -= keptPoint[a];
		return AffineTransform.about(result, keptPoint, target);
	}
}
