package org.lymphatlas.viewer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Path2D;

import org.lymphatlas.volume.LabelVolume;

/** Draws what is not part of a case yet: filled lightly, with a dashed outline. */
public final class Preview {

	private static final Color LINE = new Color(0x7ff6ff), FILL = new Color(127, 246, 255, 80), RIM = new Color(0, 0, 0, 170);
	private static final float[] DASHES = { 5, 4 };

	private Preview() {}

	/**
	 * @param g whose origin is the centre of the plane's first pixel
	 * @param labels of any grid; all above 0 is shown
	 */
	public static void region(final Graphics2D g, final LabelVolume labels, final Plane plane) {
		final LabelOutlines outlines = new LabelOutlines(plane.labels(labels), plane.width());
		Drawing.smooth(g);
		for (final int label : outlines.boxes().keySet()) {
			final Path2D path = outlines.of(label);
			g.setColor(FILL);
			g.fill(path);
			dashed(g, path);
		}
	}

	/** A dashed line with a dark rim. */
	public static void dashed(final Graphics2D g, final Shape shape) {
		g.setColor(RIM);
		g.setStroke(new BasicStroke(3f));
		g.draw(shape);
		g.setColor(LINE);
		g.setStroke(new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES, 0));
		g.draw(shape);
	}
}
