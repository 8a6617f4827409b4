package org.lymphatlas.viewer;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;

/** Writes the table of keys over the panels. */
public final class HelpPainter {

	private static final Color VEIL = new Color(0, 0, 0, 215), INK = new Color(0xf2f2f2), KEY = new Color(0xf0e442),
			HEAD = new Color(0x9fd8ff);
	private static final int MARGIN = 20, LARGEST = 13, SMALLEST = 7;
	/** In sizes of the letters: from line to line, keys, keys and description. */
	private static final double LINE = 1.45, KEY_WIDTH = 17, COLUMN_WIDTH = 49;

	private HelpPainter() {}

	/** In letters as large as the table fits with, in as many columns as it takes then. */
	public static void draw(final Graphics2D g, final List<KeyTable.Row> rows, final int width, final int height) {
		Drawing.smooth(g);
		g.setColor(VEIL);
		g.fillRect(0, 0, width, height);
		int size = LARGEST;
		while (size > SMALLEST && columns(rows, size, height, null) * COLUMN_WIDTH * size > width - MARGIN)
			size--;
		columns(rows, size, height, g);
	}

	/** @param g null to count only. @return how many columns it takes */
	private static int columns(final List<KeyTable.Row> rows, final int size, final int height, final Graphics2D g) {
		final double line = LINE * size;
		int column = 0;
		double y = MARGIN + size;
		String group = "";
		for (final KeyTable.Row row : rows) {
			final boolean head = !row.group().equals(group);
			if (y + (head ? 2 * line : 0) > height - MARGIN) {
				column++;
				y = MARGIN + size;
			}
			final double x = MARGIN + column * COLUMN_WIDTH * size;
			if (head) {
				y += y > MARGIN + size ? line / 2 : 0;
				if (g != null) Drawing.text(g, row.group(), x, y, size + 1, Font.BOLD, HEAD);
				y += line;
				group = row.group();
			}
			if (g != null) {
				Drawing.text(g, row.keys(), x, y, size, Font.BOLD, KEY);
				Drawing.text(g, row.description(), x + KEY_WIDTH * size, y, size, Font.PLAIN, INK);
			}
			y += line;
		}
		return column + 1;
	}
}
