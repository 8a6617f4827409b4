package org.lymphatlas.viewer;

import java.awt.geom.Path2D;

/**
 * Lines of equal value in a picture by marching squares (Lorensen and Cline's cubes, in the plane): straight pieces
 * whose ends are interpolated linearly on the edges between pixel centres. Linear in the pixels.
 */
final class Contours {

	private final float[] values;
	private final int width;
	private final double level;
	private final Path2D path = new Path2D.Double();

	private Contours(final float[] values, final int width, final double level) {
		this.values = values;
		this.width = width;
		this.level = level;
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
		final int[][] corners = { { x, y }, { x + 1, y }, { x + 1, y + 1 }, { x, y + 1 } };
		if (Float.isNaN(value(corners[0]) + value(corners[1]) + value(corners[2]) + value(corners[3]))) return;
		int crossings = 0;
		for (int edge = 0; edge < 4; edge++) {
			final int[] a = corners[edge], b = corners[(edge + 1) % 4];
			final float va = value(a), vb = value(b);
			if (va >= level == vb >= level) continue;
			final double t = (level - va) / (vb - va);
			final double px = a[0] + t * (b[0] - a[0]), py = a[1] + t * (b[1] - a[1]);
			if (crossings++ % 2 == 0) path.moveTo(px, py);
			else path.lineTo(px, py);
		}
	}

	private float value(final int[] pixel) {
		return values[pixel[1] * width + pixel[0]];
	}
}
