package org.lymphatlas.viewer;

/** A place in the patient, LPS mm. */
public record LpsPoint(double x, double y, double z) {

	/** Of an array of three. */
	public static LpsPoint of(final double[] lps) {
		return new LpsPoint(lps[0], lps[1], lps[2]);
	}

	public double[] toArray() {
		return new double[] { x, y, z };
	}

	/** Coordinate along axis 0 (left), 1 (posterior) or 2 (superior). */
	public double get(final int axis) {
		return axis == 0 ? x : axis == 1 ? y : z;
	}

	/** The same place but for one coordinate. */
	public LpsPoint with(final int axis, final double mm) {
		return new LpsPoint(axis == 0 ? mm : x, axis == 1 ? mm : y, axis == 2 ? mm : z);
	}

	public double distanceMm(final LpsPoint other) {
		return Math.sqrt((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y) + (z - other.z) * (z - other.z));
	}
}
