package org.lymphatlas.viewer;

/**
 * Sizes of a figure that fills the width of an A4 page: letters are as large on paper as typographers mean, however many
 * pixels the figure has.
 *
 * @param widthPixels of the figure
 */
public record Print(int widthPixels) {

	/** A4 without margins of 10 mm. */
	public static final double PAGE_MM = 190;

	private static final double POINT_MM = 25.4 / 72;

	/** Printed dots per inch. */
	public double dpi() {
		return widthPixels / PAGE_MM * 25.4;
	}

	public double pixels(final double mm) {
		return mm / PAGE_MM * widthPixels;
	}

	/** A font's size in pixels. */
	public int points(final double points) {
		return (int) Math.round(pixels(points * POINT_MM));
	}
}
