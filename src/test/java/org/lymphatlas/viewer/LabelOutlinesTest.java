package org.lymphatlas.viewer;

import static org.junit.Assert.assertEquals;

import java.awt.Rectangle;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.Test;

public class LabelOutlinesTest {

	@Test
	public void boxesAreThoseOfEveryPixelLookedAt() {
		final Random random = new Random(5);
		for (int trial = 0; trial < 200; trial++) {
			final int width = 1 + random.nextInt(9), height = 1 + random.nextInt(9);
			final int[] labels = random.ints(width * height, -1, 4).toArray();
			final Map<Integer, Rectangle> expected = new TreeMap<>();
			for (int i = 0; i < labels.length; i++)
				if (labels[i] > 0) expected.merge(labels[i], new Rectangle(i % width, i / width, 1, 1), Rectangle::union);
			assertEquals("trial " + trial, expected, new LabelOutlines(labels, width).boxes());
		}
	}

	/** Every edge between a pixel of the label and one that is not, each once, and nothing else. */
	@Test
	public void anOutlineIsTheEdgesOfItsPixels() {
		final Random random = new Random(6);
		for (int trial = 0; trial < 200; trial++) {
			final int width = 1 + random.nextInt(7), height = 1 + random.nextInt(7);
			final int[] labels = random.ints(width * height, -1, 3).toArray();
			final LabelOutlines outlines = new LabelOutlines(labels, width);
			for (final int label : outlines.boxes().keySet()) {
				double expected = 0;
				for (int i = 0; i < labels.length; i++) {
					if (labels[i] != label) continue;
					expected += i % width == 0 || labels[i - 1] != label ? 1 : 0;
					expected += i % width == width - 1 || labels[i + 1] != label ? 1 : 0;
					expected += i < width || labels[i - width] != label ? 1 : 0;
					expected += i + width >= labels.length || labels[i + width] != label ? 1 : 0;
				}
				assertEquals("trial " + trial + ", label " + label, expected, length(outlines.of(label)), 1e-9);
				final Rectangle box = outlines.boxes().get(label);
				assertEquals(new Rectangle2D.Double(box.x - 0.5, box.y - 0.5, box.width, box.height), outlines.of(label)
					.getBounds2D());
			}
		}
	}

	private static double length(final Path2D path) {
		final double[] p = new double[6];
		double length = 0, x = 0, y = 0;
		for (final PathIterator i = path.getPathIterator(null); !i.isDone(); i.next()) {
			if (i.currentSegment(p) == PathIterator.SEG_LINETO) length += Math.hypot(p[0] - x, p[1] - y);
			x = p[0];
			y = p[1];
		}
		return length;
	}
}
