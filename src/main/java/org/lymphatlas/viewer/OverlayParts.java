package org.lymphatlas.viewer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;

import ij.gui.ImageRoi;
import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.process.ColorProcessor;

/**
 * Gathers an ImageJ overlay: colours, lines, crosses and text as elements with names, each of which can be moved, changed
 * and taken away in ImageJ.
 */
final class OverlayParts {

	private static final Color GROUND = new Color(0, 0, 0, 0x90);

	private final Overlay overlay = new Overlay();
	private final Print print;

	OverlayParts(final Print print) {
		this.print = print;
	}

	Overlay overlay() {
		return overlay;
	}

	private void add(final Roi roi, final String name) {
		roi.setName(name);
		overlay.add(roi);
	}

	/** Colours over a plane; what has none (null) shows the CT. */
	void colours(final String name, final ThreePlanes.Part part, final IntFunction<Color> colourOf, final double opacity) {
		final ColorProcessor colours = new ColorProcessor(part.plane().width(), part.plane().height());
		for (int i = 0; i < part.plane().width() * part.plane().height(); i++) {
			final Color colour = colourOf.apply(i);
			// ImageJ shows through where the mean of a pixel is at most 1.
			colours.set(i, colour == null ? 0 : colour.getRGB() & 0xffffff | 0x030303);
		}
		final ImageRoi roi = new ImageRoi(part.x(), part.y(), colours);
		roi.setZeroTransparent(true);
		roi.setOpacity(opacity);
		add(roi, name);
	}

	/** A contour of a plane, in pixels of that plane. */
	void contour(final String name, final ThreePlanes.Part part, final Path2D pieces, final Color colour, final double mm) {
		for (final List<double[]> line : ContourLines.join(pieces)) {
			final boolean closed = line.size() > 2 && ContourLines.isClosed(line);
			final int points = closed ? line.size() - 1 : line.size();
			final float[] x = new float[points], y = new float[points];
			for (int i = 0; i < points; i++) {
				x[i] = (float) (line.get(i)[0] + part.x() + 0.5);
				y[i] = (float) (line.get(i)[1] + part.y() + 0.5);
			}
			final PolygonRoi roi = new PolygonRoi(x, y, points, closed ? Roi.POLYGON : Roi.POLYLINE);
			stroke(roi, colour, mm);
			add(roi, name);
		}
	}

	/** An upright cross at a place of the picture. */
	void cross(final String name, final double x, final double y, final Color colour, final double mm) {
		final double arm = print.pixels(1.6);
		final Path2D cross = new Path2D.Double();
		cross.moveTo(x - arm, y);
		cross.lineTo(x + arm, y);
		cross.moveTo(x, y - arm);
		cross.lineTo(x, y + arm);
		final ShapeRoi roi = new ShapeRoi(cross);
		stroke(roi, colour, mm);
		add(roi, name);
	}

	void line(final String name, final double x, final double y, final double length, final Color colour,
		final double mm)
	{
		final Line roi = new Line(x, y, x + length, y);
		stroke(roi, colour, mm);
		add(roi, name);
	}

	private void stroke(final Roi roi, final Color colour, final double mm) {
		roi.setStrokeColor(colour);
		roi.setStroke(new BasicStroke((float) print.pixels(mm)));
	}

	/** Colours from left to right, for values 0 to 1. */
	void bar(final String name, final double x, final double y, final int width, final int height,
		final DoubleFunction<Color> colourOf)
	{
		final BufferedImage bar = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		for (int i = 0; i < width * height; i++)
			bar.setRGB(i % width, i / width, colourOf.apply(i % width / (width - 1.0)).getRGB());
		add(new ImageRoi((int) x, (int) y, bar), name);
	}

	/** Text whose upper left corner is given. @return its width in pixels */
	double text(final String text, final double x, final double y, final double points, final int style,
		final Color colour)
	{
		final TextRoi roi = new TextRoi(x, y, text, new Font(Font.SANS_SERIF, style, print.points(points)));
		roi.setStrokeColor(colour);
		roi.setAntialiased(true);
		add(roi, text);
		return roi.getFloatWidth();
	}

	/** Text over a CT, on a dark ground: readable on bone too. */
	void label(final String text, final double x, final double y, final double points, final Color colour) {
		text(text, x, y, points, Font.BOLD, colour);
		overlay.get(overlay.size() - 1).setFillColor(GROUND);
	}

	/** Text whose upper right corner is given. */
	void textEndingAt(final String text, final double x, final double y, final double points, final int style,
		final Color colour)
	{
		final double width = text(text, x, y, points, style, colour);
		overlay.get(overlay.size() - 1).setLocation(x - width, y);
	}
}
