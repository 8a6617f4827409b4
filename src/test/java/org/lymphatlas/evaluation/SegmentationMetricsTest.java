package org.lymphatlas.evaluation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.lymphatlas.evaluation.Boxes.bar;
import static org.lymphatlas.evaluation.Boxes.cube;
import static org.lymphatlas.evaluation.Boxes.mask;
import static org.lymphatlas.evaluation.Boxes.voxel;

import java.util.Random;

import org.junit.Test;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;

public class SegmentationMetricsTest {

	private static final Grid GRID = Grid.of(16, 16, 16, 1, 1, 1);
	private static final Box A = cube(4, 8);

	private static void check(final double dice, final double assdMm, final Mask reference, final Mask prediction) {
		final SegmentationScore score = SegmentationMetrics.compare(reference, prediction);
		assertEquals("Dice", dice, score.dice(), 1e-9);
		assertEquals("ASSD", assdMm, score.assdMm(), 1e-7);
		assertEquals(dice, SegmentationMetrics.dice(prediction, reference), 1e-9);
		assertEquals("ASSD is symmetric", assdMm, SegmentationMetrics.assdMm(prediction, reference), 1e-7);
	}

	@Test
	public void challengeValues() {
		check(.5, .85714286, mask(GRID, A), mask(GRID, new Box(6, 4, 4, 10, 8, 8)));
		final Grid thick = Grid.of(16, 16, 16, .8, .8, 3);
		check(.75, .91428571, mask(thick, A), mask(thick, new Box(4, 4, 5, 8, 8, 9)));
		check(0, 5, mask(GRID, voxel(2, 2, 2)), mask(GRID, voxel(5, 6, 2)));
		check(.8258064516, 1.11416106, mask(GRID, A, cube(10, 13)), mask(GRID, A));
		check(.8888888889, .30343980, mask(GRID, cube(0, 4)), mask(GRID, bar(0, 5, 0, 4)));
		final Grid larger = Grid.of(20, 20, 20, 1, 1, 1);
		check(.3552631579, 2.14358720, mask(larger, cube(4, 14)), mask(larger, cube(6, 12)));
	}

	@Test
	public void precisionAndRecallAreShares() {
		final SegmentationScore score = SegmentationMetrics.compare(mask(GRID, A, cube(10, 13)), mask(GRID, new Box(4, 4, 4, 8,
			8, 12)));
		assertEquals(64.0 / 128, score.precision(), 1e-12);
		assertEquals(64.0 / 91, score.recall(), 1e-12);
	}

	@Test
	public void emptyMasks() {
		final Mask empty = new Mask(GRID), full = mask(GRID, A);
		check(1, 0, empty, empty);
		check(0, Double.NaN, empty, full);
		check(1, 0, full, full);
		assertTrue(Double.isNaN(SegmentationMetrics.compare(full, empty).precision()));
		assertEquals(0, SegmentationMetrics.compare(full, empty).recall(), 0);
		assertTrue(Double.isNaN(SegmentationMetrics.compare(empty, full).recall()));
		assertEquals(0, SegmentationMetrics.compare(empty, full).precision(), 0);
	}

	@Test
	public void aMaskThatFillsTheImageHasNoSurface() {
		assertTrue(Double.isNaN(SegmentationMetrics.assdMm(mask(GRID, cube(0, 16)), mask(GRID, A))));
		assertTrue(Double.isNaN(SegmentationMetrics.assdMm(mask(GRID, A), mask(GRID, cube(0, 16)))));
	}

	@Test
	public void agreesWithMeasuringEveryPairOfSurfaceVoxels() {
		for (int seed = 0; seed < 8; seed++) {
			final Random random = new Random(seed);
			final Grid grid = Grid.of(7 + seed % 3, seed == 7 ? 1 : 6, 5, .7, .9, 2.1);
			final Mask a = new Mask(grid), b = new Mask(grid);
			for (int i = 0; i < grid.voxels(); i++) {
				a.values()[i] = (byte) (random.nextDouble() < .7 ? 1 : 0);
				b.values()[i] = (byte) (random.nextDouble() < .3 ? 1 : 0);
			}
			assertEquals("seed " + seed, 0.5 * (mean(a, b) + mean(b, a)), SegmentationMetrics.assdMm(a, b), 1e-5);
		}
	}

	private static double mean(final Mask from, final Mask to) {
		final Grid g = from.grid();
		double sum = 0;
		int n = 0;
		for (int i = 0; i < g.voxels(); i++) {
			if (!onSurface(from, i)) continue;
			double nearest = Double.POSITIVE_INFINITY;
			for (int j = 0; j < g.voxels(); j++)
				if (onSurface(to, j)) nearest = Math.min(nearest, distance(g, i, j));
			sum += nearest;
			n++;
		}
		return sum / n;
	}

	private static double distance(final Grid g, final int i, final int j) {
		final double[] p = at(g, i), q = at(g, j);
		return Math.hypot(Math.hypot((p[0] - q[0]) * .7, (p[1] - q[1]) * .9), (p[2] - q[2]) * 2.1);
	}

	private static double[] at(final Grid g, final int i) {
		return new double[] { i % g.nx(), i / g.nx() % g.ny(), i / g.nx() / g.ny() };
	}

	private static boolean onSurface(final Mask mask, final int i) {
		final Grid g = mask.grid();
		if (!mask.get(i)) return false;
		for (int j = 0; j < g.voxels(); j++) {
			final double[] p = at(g, i), q = at(g, j);
			final double steps = Math.abs(p[0] - q[0]) + Math.abs(p[1] - q[1]) + Math.abs(p[2] - q[2]);
			if (steps == 1 && !mask.get(j)) return true;
		}
		return false;
	}

	@Test
	public void otherGridsAreRefusedWithAdvice() {
		final Mask other = new Mask(Grid.of(16, 16, 16, 1, 1, 1.5));
		final String message = assertThrows(InputException.class, () -> SegmentationMetrics.compare(mask(GRID, A), other))
			.getMessage();
		assertTrue(message, message.contains("prediction") && message.contains("resample"));
		assertThrows(InputException.class, () -> SegmentationMetrics.assdMm(mask(GRID, A), other));
		assertThrows(InputException.class, () -> LesionDetection.detect(mask(GRID, A), other));
	}
}
