package org.lymphatlas.viewer;

import java.awt.geom.Path2D;

/**
 * Lines of equal value in a picture by marching squares (Lorensen and Cline's cubes, in the plane): straight pieces
 * whose ends are interpolated linearly on the edges between pixel centres, to the same numbers from both sides of an
 * edge. Linear in the pixels.
 */
final class Contours {

	private final float[] values;
	private final int width;
	private final float level;
	private final Path2D path = new Path2D.Double();
	private int crossings;

	private Contours(final float[] values, final int width, final double level) {
		this.values = values;
		this.width = width;
		this.level = (float) level;
	}

	/**
	 * @param values row by row; squares with a NaN corner are left out
	 * @param width pixels a row
	 * @return lines in pixels from the centre of the first one
	 */
	static Path2D at(final double level, final float[] values, final int width) {
		final Contours contours = new Contours(values, width, level);
		for (int y = 0; y + 1 < values.length / width; y++)
			for (int x = 0; x + 1 < width; x++)
				contours.square(x, y);
		return contours.path;
	}

	/** Joins the crossings of one square's edges, in their order around it: two, or four at a saddle. */
	private void square(final int x, final int y) {
		final int i = y * width + x;
		final float a = values[i], b = values[i + 1], c = values[i + 1 + width], d = values[i + width];
		final boolean above = a >= level;
		if (b >= level == above && c >= level == above && d >= level == above || Float.isNaN(a + b + c + d)) return;
		crossings = 0;
		edge(x, y, a, 1, 0, b);
		edge(x + 1, y, b, 0, 1, c);
		edge(x, y + 1, d, 1, 0, c);
		edge(x, y, a, 0, 1, d);
	}

	private void edge(final int x, final int y, final float from, final int dx, final int dy, final float to) {
		if (from >= level == to >= level) return;
		final double t = (level - from) / (to - from);
		if (crossings++ % 2 == 0) path.moveTo(x + t * dx, y + t * dy);
		else path.lineTo(x + t * dx, y + t * dy);
	}
}
