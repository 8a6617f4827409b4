package org.lymphatlas.viewer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Path2D;
import java.util.Map;
import java.util.TreeMap;

/** The outlines of labels in a picture, each found within its own box. */
final class LabelOutlines {

	private static final Color RIM = new Color(0, 0, 0, 170);

	private final int[] labels;
	private final int width;
	private final Map<Integer, Rectangle> boxes = new TreeMap<>();

	/**
	 * @param labels row by row; 0 and below is background
	 * @param width pixels a row
	 */
	LabelOutlines(final int[] labels, final int width) {
		this.labels = labels;
		this.width = width;
		for (int i = 0; i < labels.length; i++) {
			if (labels[i] <= 0) continue;
			final int start = i;
			while ((i + 1) % width > 0 && labels[i + 1] == labels[start])
				i++;
			boxes.merge(labels[start], new Rectangle(start % width, start / width, i - start + 1, 1), Rectangle::union);
		}
	}

	/** The labels that occur and the boxes around them, ascending. */
	Map<Integer, Rectangle> boxes() {
		return boxes;
	}

	/**
	 * The border of a label's pixels: straight runs along the pixels' edges, as long as they go, since drawing costs by the
	 * piece. In pixels from the centre of the first one.
	 */
	Path2D of(final int label) {
		final Rectangle box = boxes.get(label);
		final Path2D path = new Path2D.Double();
		for (int y = box.y; y <= box.y + box.height; y++)
			for (int x = box.x, start = x; x <= box.x + box.width; x++, start = x) {
				while (is(label, x, y - 1) != is(label, x, y))
					x++;
				run(path, start, y, x, y);
			}
		for (int x = box.x; x <= box.x + box.width; x++)
			for (int y = box.y, start = y; y <= box.y + box.height; y++, start = y) {
				while (is(label, x - 1, y) != is(label, x, y))
					y++;
				run(path, x, start, x, y);
			}
		return path;
	}

	private boolean is(final int label, final int x, final int y) {
		return x >= 0 && y >= 0 && x < width && y < labels.length / width && labels[y * width + x] == label;
	}

	/** From the top left corner of a pixel to that of another. */
	private static void run(final Path2D path, final int x0, final int y0, final int x1, final int y1) {
		if (x0 == x1 && y0 == y1) return;
		path.moveTo(x0 - 0.5, y0 - 0.5);
		path.lineTo(x1 - 0.5, y1 - 0.5);
	}

	/** Draws one with a dark rim, so that it shows on white and on black. */
	void draw(final Graphics2D g, final int label, final Color colour, final float lineWidth) {
		final Path2D path = of(label);
		g.setStroke(new BasicStroke(lineWidth + 1.6f));
		g.setColor(RIM);
		g.draw(path);
		g.setStroke(new BasicStroke(lineWidth));
		g.setColor(colour);
		g.draw(path);
	}

	/** Writes a label's number beside its box. */
	void number(final Graphics2D g, final int label, final Color colour) {
		final Rectangle box = boxes.get(label);
		Drawing.text(g, Integer.toString(label), box.x + box.width + 3, box.y + 4, 13, Font.BOLD, colour);
	}
}
