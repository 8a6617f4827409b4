package org.lymphatlas.viewer;

import static org.junit.Assert.assertEquals;

import java.awt.Rectangle;
import java.awt.geom.PathIterator;
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

	@Test
	public void anOutlineClosesAroundItsPixelsAlsoAtTheBorder() {
		final int[] labels = { 7, 7, 0, 0, 7, 7, 0, 9 };
		final LabelOutlines outlines = new LabelOutlines(labels, 4);
		assertEquals(new Rectangle(-1, -1, 3, 3), outlines.of(7).getBounds2D().getBounds());
		final double[] p = new double[6];
		double length = 0, x = 0, y = 0;
		for (final PathIterator i = outlines.of(9).getPathIterator(null); !i.isDone(); i.next()) {
			if (i.currentSegment(p) == PathIterator.SEG_LINETO) length += Math.hypot(p[0] - x, p[1] - y);
			x = p[0];
			y = p[1];
		}
		assertEquals("a diamond around a pixel", 4 * Math.sqrt(0.5), length, 1e-9);
	}
}
