package org.lymphatlas.viewer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
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

	/** In pixels from the centre of the first one. */
	Path2D of(final int label) {
		final Rectangle box = boxes.get(label);
		final int w = box.width + 2, h = box.height + 2;
		final float[] mask = new float[w * h];
		for (int y = 0; y < box.height; y++)
			for (int x = 0; x < box.width; x++)
				if (labels[(box.y + y) * width + box.x + x] == label) mask[(y + 1) * w + x + 1] = 1;
		final Path2D path = Contours.at(0.5, mask, w);
		path.transform(AffineTransform.getTranslateInstance(box.x - 1, box.y - 1));
		return path;
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
