package org.lymphatlas.evaluation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.lymphatlas.evaluation.Boxes.bar;
import static org.lymphatlas.evaluation.Boxes.mask;
import static org.lymphatlas.evaluation.Boxes.voxel;

import org.junit.Test;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

public class LesionDetectionTest {

	private static final Grid GRID = Grid.of(40, 24, 24, 0.7, 0.7, 3);
	private static final Box NODE = bar(4, 8, 8, 12);

	private static void check(final String what, final int found, final int missed, final int falsePositives,
		final Mask reference, final Mask prediction)
	{
		assertEquals(what, new LesionDetection(found, missed, falsePositives), LesionDetection.detect(reference,
			prediction));
	}

	@Test
	public void nearNodesCountAsOne() {
		for (int gap = 1; gap <= 8; gap++) {
			final LesionDetection result = LesionDetection.detect(mask(GRID, NODE, bar(8 + gap, 12 + gap, 8, 12)), mask(GRID,
				NODE));
			assertEquals("gap " + gap, gap <= 4 ? new LesionDetection(1, 0, 0) : new LesionDetection(1, 1, 0), result);
			assertEquals("gap " + gap, gap <= 4 ? 1 : .5, result.foundFraction(), 0);
		}
	}

	@Test
	public void aPredictionTwoVoxelsAwayFindsTheNode() {
		check("x 9-11", 1, 0, 0, mask(GRID, NODE), mask(GRID, bar(9, 11, 8, 12)));
		check("x 10-12", 0, 1, 1, mask(GRID, NODE), mask(GRID, bar(10, 12, 8, 12)));
	}

	@Test
	public void theStructuringElementIsThe18NeighbourhoodTwice() {
		final int[][] offsets = { { 2, 2, 0 }, { 2, 2, 1 }, { 2, 2, 2 }, { 2, 1, 1 }, { 3, 0, 0 }, { 2, 0, 2 } };
		final boolean[] found = { true, false, false, true, false, true };
		for (int k = 0; k < offsets.length; k++) {
			final int[] d = offsets[k];
			final String what = "offset " + d[0] + ", " + d[1] + ", " + d[2];
			final Mask prediction = mask(GRID, voxel(7 + d[0], 11 + d[1], 11 + d[2]));
			check(what, found[k] ? 1 : 0, found[k] ? 0 : 1, found[k] ? 0 : 1, mask(GRID, NODE), prediction);
			check(what + " from a voxel", found[k] ? 1 : 0, found[k] ? 0 : 1, found[k] ? 0 : 1, mask(GRID, voxel(7, 11, 11)),
				prediction);
		}
	}

	@Test
	public void oneComponentMayFindSeveralNodes() {
		check("bridge", 2, 0, 0, mask(GRID, NODE, bar(13, 17, 8, 12)), mask(GRID, bar(6, 15, 9, 11)));
	}

	@Test
	public void predictionsAreNotDilatedAndTouchAtCorners() {
		check("two voxels that share a corner are one false positive", 0, 0, 1, new Mask(GRID), mask(GRID, voxel(3, 3, 3),
			voxel(4, 4, 4)));
		check("two voxels with a gap are two", 0, 0, 2, new Mask(GRID), mask(GRID, voxel(3, 3, 3), voxel(5, 3, 3)));
		check("two components in one node are no false positives", 1, 0, 0, mask(GRID, NODE), mask(GRID, voxel(4, 8, 8),
			voxel(7, 11, 11)));
	}

	@Test
	public void emptyMasks() {
		check("both", 0, 0, 0, new Mask(GRID), new Mask(GRID));
		assertTrue(Double.isNaN(LesionDetection.detect(new Mask(GRID), new Mask(GRID)).foundFraction()));
		check("no prediction", 0, 1, 0, mask(GRID, NODE), new Mask(GRID));
		check("far corners", 0, 2, 1, mask(GRID, voxel(0, 0, 0), voxel(39, 23, 23)), mask(GRID, voxel(20, 12, 12)));
	}
}
