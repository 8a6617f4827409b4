package org.lymphatlas.viewer.sheet;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/** Text in a column of a page: broken into lines, cut where the room ends. */
final class SheetText {

	private final Graphics2D g;
	private final int x;
	private final int width;
	private final int bottom;
	private int y;

	/** @param bottom no text is written below */
	SheetText(final Graphics2D g, final int x, final int y, final int width, final int bottom) {
		this.g = g;
		this.x = x;
		this.y = y;
		this.width = width;
		this.bottom = bottom;
	}

	void write(final String text, final int size, final int style, final Color colour) {
		g.setFont(new Font(Font.SANS_SERIF, style, size));
		g.setColor(colour);
		final FontMetrics metrics = g.getFontMetrics();
		for (final String line : lines(text, metrics, width)) {
			if (y + metrics.getHeight() > bottom) return;
			final boolean last = y + 2 * metrics.getHeight() > bottom;
			g.drawString(last && !text.endsWith(line) ? shortened(line, metrics) : line, x, y + metrics.getAscent());
			y += metrics.getHeight();
		}
	}

	private String shortened(final String line, final FontMetrics metrics) {
		String fits = line;
		while (!fits.isEmpty() && metrics.stringWidth(fits + " ...") > width)
			fits = fits.substring(0, fits.length() - 1);
		return fits.strip() + " ...";
	}

	/** Broken at spaces; words that are longer than a line within. */
	static List<String> lines(final String text, final FontMetrics metrics, final int width) {
		final List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder();
		for (String word : text.strip().split("\\s+")) {
			if (!line.isEmpty() && metrics.stringWidth(line + " " + word) > width) {
				lines.add(line.toString());
				line = new StringBuilder();
			}
			while (metrics.stringWidth(word) > width && word.length() > 1) {
				int end = word.length() - 1;
				while (end > 1 && metrics.stringWidth(word.substring(0, end)) > width)
					end--;
				lines.add(word.substring(0, end));
				word = word.substring(end);
			}
			line.append(line.isEmpty() ? "" : " ").append(word);
		}
		lines.add(line.toString());
		return lines;
	}
}
