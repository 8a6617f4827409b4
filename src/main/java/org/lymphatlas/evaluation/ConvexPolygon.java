package org.lymphatlas.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A convex polygon in a plane. */
final class ConvexPolygon {

	/** Corners in order around the polygon, each {x, y}. */
	private final List<double[]> corners;

	private ConvexPolygon(final List<double[]> corners) {
		this.corners = corners;
	}

	/** From one corner to the one furthest from it: the longest of all such, of equals the first found. */
	double[] longestAxis() {
		double[] longest = { 0, 0 };
		for (int i = 0; i < corners.size(); i++)
			for (int j = i + 1; j < corners.size(); j++) {
				final double dx = corners.get(j)[0] - corners.get(i)[0], dy = corners.get(j)[1] - corners.get(i)[1];
				if (dx * dx + dy * dy > longest[0] * longest[0] + longest[1] * longest[1]) longest = new double[] { dx, dy };
			}
		return longest;
	}

	/** Length of the longest chord along a direction; such a chord always starts in a corner. */
	double longestChord(final double directionX, final double directionY) {
		final double norm = Math.hypot(directionX, directionY);
		final double ux = directionX / norm, uy = directionY / norm;
		double longest = 0;
		for (final double[] corner : corners)
			longest = Math.max(longest, chordThrough(corner, ux, uy));
		return longest;
	}

	private double chordThrough(final double[] corner, final double ux, final double uy) {
		double min = 0, max = 0;
		for (int i = 0; i < corners.size(); i++) {
			final double[] p = corners.get(i), q = corners.get((i + 1) % corners.size());
			final double px = p[0] - corner[0], py = p[1] - corner[1], qx = q[0] - corner[0], qy = q[1] - corner[1];
			final double pSide = ux * py - uy * px, qSide = ux * qy - uy * qx;
			if (pSide * qSide > 0 || pSide == qSide) continue;
			final double share = pSide / (pSide - qSide);
			final double along = ux * (px + share * (qx - px)) + uy * (py + share * (qy - py));
			min = Math.min(min, along);
			max = Math.max(max, along);
		}
		return max - min;
	}

	/** Gathers points and puts their convex hull around them. */
	static final class Builder {

		private final List<double[]> points = new ArrayList<>();

		/** The outline of a run of pixels: the middles of the pixel sides around it. */
		void addRun(final double fromX, final double toX, final double y, final double halfX, final double halfY) {
			add(fromX - halfX, y);
			add(toX + halfX, y);
			add(fromX, y - halfY);
			add(fromX, y + halfY);
			add(toX, y - halfY);
			add(toX, y + halfY);
		}

		void add(final double x, final double y) {
			points.add(new double[] { x, y });
		}

		/** Andrew's monotone chain (Inf Process Lett 9:216, 1979). */
		ConvexPolygon hull() {
			points.sort(Comparator.<double[]> comparingDouble(p -> p[0]).thenComparingDouble(p -> p[1]));
			final List<double[]> hull = new ArrayList<>();
			for (final double[] p : points)
				append(hull, p, 0);
			final int lower = hull.size() - 1;
			for (int i = points.size() - 2; i >= 0; i--)
				append(hull, points.get(i), lower);
			if (hull.size() > 1) hull.remove(hull.size() - 1);
			return new ConvexPolygon(hull);
		}

		/** Adds a corner after taking back those, later than {@code keep}, at which the chain would not turn left. */
		private static void append(final List<double[]> hull, final double[] p, final int keep) {
			while (hull.size() > keep + 1 && turn(hull.get(hull.size() - 2), hull.get(hull.size() - 1), p) <= 0)
				hull.remove(hull.size() - 1);
			hull.add(p);
		}

		private static double turn(final double[] a, final double[] b, final double[] c) {
			return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
		}
	}
}
