package org.lymphatlas.correction;

import java.util.Arrays;

import org.lymphatlas.volume.InputException;

/** Points and directions in the patient, LPS mm. */
final class Points {

	private Points() {}

	/** @throws InputException if it is not three finite numbers */
	static double[] check(final String what, final double[] point) {
		if (point == null || point.length != 3 || !Arrays.stream(point).allMatch(Double::isFinite)) throw new InputException(
			what + " is not three numbers: " + Arrays.toString(point));
		return point;
	}

	/** @throws InputException if it is not three finite numbers, or they are all 0 */
	static void checkDirection(final String what, final double[] direction) {
		if (length(check(what, direction)) == 0) throw new InputException(what + " has no direction");
	}

	/** @throws InputException if it cannot be a node's id */
	static void checkNewNode(final int node) {
		if (node < 1 || node > NodeMap.MAX_ID) throw new InputException("A node cannot have the number " + node);
	}

	static double dot(final double[] a, final double[] b) {
		return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
	}

	static double length(final double[] a) {
		return Math.sqrt(dot(a, a));
	}

	static double[] minus(final double[] a, final double[] b) {
		return new double[] { a[0] - b[0], a[1] - b[1], a[2] - b[2] };
	}

	static double[] cross(final double[] a, final double[] b) {
		return new double[] { a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0] };
	}

	static double[] unit(final double[] a) {
		final double length = length(a);
		return new double[] { a[0] / length, a[1] / length, a[2] / length };
	}
}
