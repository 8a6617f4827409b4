package org.lymphatlas.viewer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;

import org.junit.Test;

public class ContoursTest {

	private static final int SIZE = 61;

	private static float[] cone() {
		final float[] values = new float[SIZE * SIZE];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) Math.hypot(i % SIZE - 30, i / SIZE - 30);
		return values;
	}

	@Test
	public void theContourOfAConeIsACircleOfItsLevel() {
		double length = 0, x0 = 0, y0 = 0;
		final double[] c = new double[6];
		for (final PathIterator p = Contours.at(17.3, cone(), SIZE).getPathIterator(null); !p.isDone(); p.next()) {
			final int type = p.currentSegment(c);
			assertEquals("at " + c[0] + ", " + c[1], 17.3, Math.hypot(c[0] - 30, c[1] - 30), 0.02);
			if (type == PathIterator.SEG_LINETO) length += Math.hypot(c[0] - x0, c[1] - y0);
			x0 = c[0];
			y0 = c[1];
		}
		assertEquals(2 * Math.PI * 17.3, length, 0.2);
	}

	@Test
	public void squaresWithAnUnknownCornerAreLeftOut() {
		final float[] values = cone();
		for (int i = 0; i < values.length; i++)
			if (i % SIZE < 30) values[i] = Float.NaN;
		final Path2D half = Contours.at(17.3, values, SIZE);
		assertTrue(half.getBounds2D().toString(), half.getBounds2D().getMinX() >= 30);
		assertTrue(half.getBounds2D().getMaxX() > 47);
	}

	@Test
	public void aSaddleHasTwoLines() {
		int starts = 0;
		final double[] c = new double[6];
		for (final PathIterator p = Contours.at(0.5, new float[] { 1, 0, 0, 1 }, 2).getPathIterator(null); !p.isDone(); p
			.next())
			if (p.currentSegment(c) == PathIterator.SEG_MOVETO) starts++;
		assertEquals(2, starts);
	}
}
