package org.lymphatlas.viewer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.awt.geom.Path2D;
import java.util.List;

import org.junit.Test;

public class ContourLinesTest {

	private static final int SIZE = 61;

	private static double length(final List<double[]> line) {
		double sum = 0;
		for (int i = 1; i < line.size(); i++)
			sum += Math.hypot(line.get(i)[0] - line.get(i - 1)[0], line.get(i)[1] - line.get(i - 1)[1]);
		return sum;
	}

	private static float[] cone(final double x, final double y) {
		final float[] values = new float[SIZE * SIZE];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) Math.hypot(i % SIZE - x, i / SIZE - y);
		return values;
	}

	@Test
	public void aCircleBecomesOneClosedLine() {
		final List<List<double[]>> lines = ContourLines.join(Contours.at(17.3, cone(30.2, 29.6), SIZE));
		assertEquals(1, lines.size());
		final List<double[]> circle = lines.get(0);
		assertArrayEquals(circle.get(0), circle.get(circle.size() - 1), 1e-4);
		assertEquals(2 * Math.PI * 17.3, length(circle), 0.2);
		// Not a step of the line is longer than a pixel's diagonal: pieces follow each other.
		for (int i = 1; i < circle.size(); i++)
			assertTrue("step " + i, Math.hypot(circle.get(i)[0] - circle.get(i - 1)[0], circle.get(i)[1] - circle.get(i -
				1)[1]) < 1.5);
	}

	@Test
	public void aCircleThatThePictureCutsBecomesOpenArcs() {
		final List<List<double[]>> lines = ContourLines.join(Contours.at(20, cone(2, 30), SIZE));
		assertEquals(1, lines.size());
		final List<double[]> arc = lines.get(0);
		assertEquals(0, arc.get(0)[0], 1e-4);
		assertEquals(0, arc.get(arc.size() - 1)[0], 1e-4);
		assertEquals(20 * 2 * Math.acos(-2 / 20.0), length(arc), 0.2);
	}

	@Test
	public void everyPieceIsInExactlyOneLine() {
		final float[] noise = new float[SIZE * SIZE];
		final java.util.Random random = new java.util.Random(7);
		for (int i = 0; i < noise.length; i++)
			noise[i] = random.nextFloat();
		final Path2D pieces = Contours.at(0.5, noise, SIZE);
		double whole = 0;
		final double[] c = new double[6];
		double x = 0, y = 0;
		for (var p = pieces.getPathIterator(null); !p.isDone(); p.next()) {
			if (p.currentSegment(c) == java.awt.geom.PathIterator.SEG_LINETO) whole += Math.hypot(c[0] - x, c[1] - y);
			x = c[0];
			y = c[1];
		}
		final List<List<double[]>> lines = ContourLines.join(pieces);
		assertEquals(whole, lines.stream().mapToDouble(ContourLinesTest::length).sum(), 0.05);
		assertTrue(lines.size() + " lines", lines.size() < 900);
	}

	@Test
	public void nothingMakesNoLine() {
		assertEquals(List.of(), ContourLines.join(new Path2D.Double()));
	}
}
