package org.lymphatlas.phantom;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.SplittableRandom;

import org.junit.Test;

public class ShapeTest {

	@Test
	public void distanceToACapsuleIsTheClosedForm() {
		final Shape capsule = RoundCone.of(new double[] { 0, 0, 0, 3 }, new double[] { 10, 0, 0, 3 });
		assertEquals(-3, capsule.distance(5, 0, 0), 1e-9);
		assertEquals(1, capsule.distance(5, 4, 0), 1e-9);
		assertEquals(2, capsule.distance(13, 0, 4), 1e-9);
		assertEquals(2, capsule.distance(-3, 4, 0), 1e-9);
	}

	@Test
	public void aFlattenedTubeEndsAtItsBackWall() {
		final Shape tube = Tube.flattened(0.6, new double[][] { { 0, 0, 0, 10 }, { 0, 0, 40, 10 } }).get(4);
		assertEquals(0, tube.distance(0, 6, 18), 1e-9);
		assertEquals(2, tube.distance(0, 8, 18), 1e-9);
		assertEquals(0, tube.distance(0, -10, 18), 1e-9);
	}

	@Test
	public void distanceToAnEllipsoidIsRightAtItsSurface() {
		final Ellipsoid e = Ellipsoid.along(new double[] { 1, 2, 3 }, new double[] { 1, 1, 0 }, 10, 5, 4);
		final double h = Math.sqrt(0.5);
		assertEquals(0, e.distance(1 + 10 * h, 2 + 10 * h, 3), 1e-9);
		assertEquals(0.1, e.distance(1 + 10.1 * h, 2 + 10.1 * h, 3), 2e-3);
		assertTrue(e.distance(1, 2, 3) < 0);
		assertEquals(10, e.radius(), 0);
	}

	@Test
	public void ballsHoldTheirSolids() {
		final SplittableRandom r = new SplittableRandom(3);
		final List<Shape> shapes = List.of(RoundCone.of(new double[] { -4, 2, 9, 3 }, new double[] { 6, -8, 1, 5 }), Ellipsoid
			.boxy(3, 3, 3, 8, 6, 4), Ellipsoid.along(new double[] { 0, 1, 2 }, new double[] { 1, 2, 3 }, 9, 3, 2),
			new ScapularBlade(new Thorax(Variation.MEAN), -1));
		for (final Shape shape : shapes) {
			final double[] c = shape.centre();
			for (int i = 0; i < 20000; i++) {
				final double x = 100 * r.nextGaussian(), y = 100 * r.nextGaussian(), z = 100 * r.nextGaussian();
				if (Math.sqrt(x * x + y * y + z * z) > shape.radius()) assertTrue(shape + " at " + x + " " + y + " " + z, shape
					.distance(c[0] + x, c[1] + y, c[2] + z) > 0);
			}
		}
	}

	@Test
	public void aTubeGoesThroughItsPoints() {
		final double[][] points = { { 0, 0, 0, 2 }, { 10, 5, 0, 3 }, { 20, 0, 10, 4 } };
		final List<double[]> line = Tube.sample(points);
		for (final double[] p : points)
			assertTrue("through " + p[0] + " " + p[1] + " " + p[2], line.stream().anyMatch(q -> Math.abs(q[0] - p[0]) + Math.abs(
				q[1] - p[1]) + Math.abs(q[2] - p[2]) + Math.abs(q[3] - p[3]) < 1e-9));
	}

	/** A cubic B-spline reproduces planes between its inner points, and closes circles. */
	@Test
	public void splineTable() {
		final double[][] rows = new double[7][9];
		for (int r = 0; r < 7; r++)
			for (int c = 0; c < 9; c++)
				rows[r][c] = 2 + 3 * r - 0.5 * c;
		final SplineTable table = new SplineTable(rows, -10, 5, 100, 10, false);
		assertEquals(2 + 3 * 2.3 - 0.5 * 4.6, table.at(-10 + 5 * 2.3, 100 + 10 * 4.6), 1e-9);
		final double[][] circle = { { 1, 5, 2, 8 }, { 1, 5, 2, 8 } };
		final SplineTable periodic = new SplineTable(circle, 0, 1, 0, 90, true);
		assertEquals(periodic.at(0.5, -30), periodic.at(0.5, 330), 1e-12);
		assertEquals((8 + 4 * 1 + 5) / 6.0, periodic.at(0, 0), 1e-12);
		final SplineTable column = new SplineTable(new double[][] { { 1 }, { 2 }, { 3 }, { 4 } }, 0, 1, 0, 1, false);
		assertEquals(2.5, column.at(1.5, 0), 1e-12);
	}
}
