package org.lymphatlas.viewer;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;

/** Writes the table of keys over the panels. */
public final class HelpPainter {

	private static final Color VEIL = new Color(0, 0, 0, 215), INK = new Color(0xf2f2f2), KEY = new Color(0xf0e442),
			HEAD = new Color(0x9fd8ff);
	private static final int LINE = 19, MARGIN = 22, KEY_WIDTH = 190, COLUMN_WIDTH = 590, SIZE = 13;

	private HelpPainter() {}

	/** In as many columns as the height asks for. */
	public static void draw(final Graphics2D g, final List<KeyTable.Row> rows, final int width, final int height) {
		Drawing.smooth(g);
		g.setColor(VEIL);
		g.fillRect(0, 0, width, height);
		int x = MARGIN, y = MARGIN + LINE;
		String group = "";
		for (final KeyTable.Row row : rows) {
			final boolean head = !row.group().equals(group);
			if (y + (head ? 3 : 1) * LINE > height - MARGIN) {
				x += COLUMN_WIDTH;
				y = MARGIN + LINE;
			}
			if (head) {
				y += y > MARGIN + LINE ? LINE / 2 : 0;
				Drawing.text(g, row.group(), x, y, SIZE + 2, Font.BOLD, HEAD);
				y += LINE + 3;
				group = row.group();
			}
			Drawing.text(g, row.keys(), x, y, SIZE, Font.BOLD, KEY);
			Drawing.text(g, row.description(), x + KEY_WIDTH, y, SIZE, Font.PLAIN, INK);
			y += LINE;
		}
	}
}
