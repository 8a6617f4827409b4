package org.lymphatlas.viewer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;

/** Text and lines that stay readable on any background, on screen and in print. */
final class Drawing {

	private Drawing() {}

	static Graphics2D smooth(final BufferedImage picture) {
		final Graphics2D g = picture.createGraphics();
		smooth(g);
		return g;
	}

	static void smooth(final Graphics2D g) {
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
	}

	/** Text with a dark rim; x and y are the start of its base line. */
	static void text(final Graphics2D g, final String text, final double x, final double y, final int size,
		final int style, final Color colour)
	{
		if (text.isEmpty()) return;
		final Shape shape = font(size, style).createGlyphVector(g.getFontRenderContext(), text).getOutline((float) x,
			(float) y);
		g.setStroke(new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
		g.setColor(Color.BLACK);
		g.draw(shape);
		g.setColor(colour);
		g.fill(shape);
	}

	/** Width of a text in pixels. */
	static double width(final Graphics2D g, final String text, final int size, final int style) {
		return font(size, style).getStringBounds(text, g.getFontRenderContext()).getWidth();
	}

	private static Font font(final int size, final int style) {
		return new Font(Font.SANS_SERIF, style, size);
	}
}
