package org.lymphatlas.viewer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.Optional;

/** Lines of equal distance from the carina, so many millimetres apart that they stay apart on the picture, with numbers. */
final class DistanceContours {

	/** The map is smooth: every fourth pixel gives the same lines. */
	private static final int COARSE = 4;
	private static final double LEAST_GAP = 38;
	private static final int[] STEPS_MM = { 1, 2, 5, 10, 20, 50, 100, 200 };
	private static final Color LINE = Color.WHITE, RIM = new Color(0, 0, 0, 120);
	/** Where a number stands on its line: up and right first, then where the picture has room. */
	private static final int[][] DIRECTIONS = { { 1, -1 }, { 1, 1 }, { -1, 1 }, { -1, -1 } };
	private static final int MARGIN = 26;

	private DistanceContours() {}

	/** The distance between neighbouring lines in a picture. */
	static int stepMm(final double pixelMm) {
		for (final int step : STEPS_MM)
			if (step / pixelMm >= LEAST_GAP) return step;
		return STEPS_MM[STEPS_MM.length - 1];
	}

	/** @param unitMm millimetres of the map's unit, see {@link DistanceUnit} */
	static void draw(final Graphics2D g, final CaseView view, final Plane plane, final double unitMm) {
		if (!(unitMm > 0)) return;
		final Plane coarse = plane.coarser(COARSE);
		final float[] distance = coarse.linear(view.distance());
		float greatest = 0, least = 1;
		for (final float d : distance) {
			greatest = Math.max(greatest, Float.isNaN(d) ? 0 : d);
			least = Math.min(least, Float.isNaN(d) ? 1 : d);
		}
		final int step = stepMm(plane.pixelMm());
		// At 1 the map is clipped.
		for (int mm = step * (int) Math.ceil(Math.max(1, least * unitMm) / step); mm < Math.min(0.999, greatest) * unitMm; mm +=
			step)
			line(g, plane, Contours.at(mm / unitMm, distance, coarse.width()), mm);
	}

	private static void line(final Graphics2D g, final Plane plane, final Path2D path, final int mm) {
		path.transform(AffineTransform.getScaleInstance(COARSE, COARSE));
		g.setStroke(new BasicStroke(2.6f));
		g.setColor(RIM);
		g.draw(path);
		g.setStroke(new BasicStroke(1.1f));
		g.setColor(LINE);
		g.draw(path);
		for (final int[] direction : DIRECTIONS) {
			final Optional<double[]> at = farthest(path, direction, plane);
			if (at.isEmpty()) continue;
			Drawing.text(g, Integer.toString(mm), at.get()[0] - 8, at.get()[1] + 4, 11, Font.BOLD, LINE);
			return;
		}
	}

	/** The point of a line that lies farthest in a direction; empty if that is too near the picture's border. */
	private static Optional<double[]> farthest(final Path2D path, final int[] direction, final Plane plane) {
		double[] best = null;
		final double[] p = new double[6];
		for (final PathIterator i = path.getPathIterator(null); !i.isDone(); i.next()) {
			i.currentSegment(p);
			if (best == null || (p[0] - best[0]) * direction[0] + (p[1] - best[1]) * direction[1] > 0) best = new double[] {
				p[0], p[1] };
		}
		return Optional.ofNullable(best).filter(b -> b[0] > MARGIN && b[1] > MARGIN && b[0] < plane.width() - MARGIN &&
			b[1] < plane.height() - MARGIN);
	}
}
