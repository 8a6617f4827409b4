package org.lymphatlas.evaluation;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class ConvexPolygonTest {

	private static ConvexPolygon hull(final double... xy) {
		final ConvexPolygon.Builder builder = new ConvexPolygon.Builder();
		for (int i = 0; i < xy.length; i += 2)
			builder.add(xy[i], xy[i + 1]);
		return builder.hull();
	}

	@Test
	public void chordsOfASquareWithPointsInsideAndOnItsSides() {
		final ConvexPolygon square = hull(0, 0, 2, 0, 2, 2, 0, 2, 1, 1, 1, 0, 0, 1, 0, 0, .3, 1.7);
		assertEquals(2, square.longestChord(1, 0), 1e-12);
		assertEquals(2, square.longestChord(0, -5), 1e-12);
		assertEquals(2 * Math.sqrt(2), square.longestChord(1, 1), 1e-12);
		assertEquals(2 / Math.cos(Math.PI / 6), square.longestChord(Math.cos(Math.PI / 6), .5), 1e-12);
		final double[] axis = square.longestAxis();
		assertEquals(2 * Math.sqrt(2), Math.hypot(axis[0], axis[1]), 1e-12);
	}

	@Test
	public void chordsOfATriangle() {
		final ConvexPolygon triangle = hull(0, 0, 4, 0, 1, 3);
		assertEquals(Math.sqrt(18), Math.hypot(triangle.longestAxis()[0], triangle.longestAxis()[1]), 1e-12);
		assertEquals(4, triangle.longestChord(1, 0), 1e-12);
		assertEquals(3, triangle.longestChord(0, 1), 1e-12);
		// Across the hypotenuse: from (0, 0) to (2, 2).
		assertEquals(Math.sqrt(8), triangle.longestChord(1, 1), 1e-12);
	}

	@Test
	public void aChordIsNotTheWidth() {
		// A parallelogram leaning far over is 4 high, but has no vertical chord longer than 1.
		assertEquals(1, hull(0, 0, 1, 0, 5, 4, 4, 4).longestChord(0, 1), 1e-12);
	}
}
