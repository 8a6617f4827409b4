package org.lymphatlas.volume;

/** Volumes of a user that are compared voxel by voxel must lie on one grid. */
public final class SameGrid {

	private static final double TOLERANCE_MM = 1e-2;

	private SameGrid() {}

	/**
	 * @param what names the volume of the expected grid, for the message
	 * @param other names the volume that should have the same
	 * @throws InputException if the grids place a voxel more than a hundredth of a millimetre apart
	 */
	public static void check(final String what, final Grid expected, final String other, final Grid actual) {
		if (!expected.matches(actual, TOLERANCE_MM)) throw new InputException("The " + other + " (" + actual +
			") does not lie on the grid of the " + what + " (" + expected + "); resample it onto that grid first");
	}
}
