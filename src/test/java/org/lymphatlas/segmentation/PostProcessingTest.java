package org.lymphatlas.segmentation;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;

import org.junit.Test;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;

public class PostProcessingTest {

	private static final PostProcessingOptions KEEP_ALL = new PostProcessingOptions(0.3, 0);

	private final Grid grid = new Grid(new int[] { 30, 20, 16 }, new double[] { 1, 1, 1 }, new double[] { -5, 7, 9 },
		new double[] { 0, -1, 0, 1, 0, 0, 0, 0, 1 });
	private final FloatVolume probability = new FloatVolume(grid);

	private void cuboid(final int x0, final int y0, final int z0, final int nx, final int ny, final int nz,
		final float p)
	{
		for (int z = z0; z < z0 + nz; z++)
			for (int y = y0; y < y0 + ny; y++)
				for (int x = x0; x < x0 + nx; x++)
					probability.values()[grid.index(x, y, z)] = p;
	}

	private int at(final PostProcessed result, final int x, final int y, final int z) {
		return result.nodes().labelAt(grid.index(x, y, z));
	}

	@Test
	public void theThresholdIsLoweredByTheAtlasAndInclusive() {
		final Grid line = Grid.of(9, 1, 1, 1, 1, 1);
		// Thresholds .3, .3, .225, .225, .15, .15 at every other voxel, so that each is a component of its own.
		final FloatVolume p = new FloatVolume(line, new float[] { .3f, 0, .2999f, 0, .225f, 0, .15f, 0, .1499f });
		final FloatVolume atlas = new FloatVolume(line, new float[] { 0, 0, 0, 0, .5f, 0, 1, 0, 1 });
		final PostProcessed result = PostProcessing.instances(p, atlas, null, KEEP_ALL);
		assertArrayEquals(new short[] { 1, 0, 0, 0, 2, 0, 3, 0, 0 }, result.nodes().labels());
		final PostProcessed without = PostProcessing.instances(p, null, null, KEEP_ALL);
		assertArrayEquals(new short[] { 1, 0, 0, 0, 0, 0, 0, 0, 0 }, without.nodes().labels());
	}

	@Test
	public void instancesAreNumberedByDescendingVolume() {
		cuboid(1, 1, 1, 5, 5, 5, .9f);
		cuboid(8, 1, 1, 7, 7, 7, .9f);
		cuboid(20, 1, 1, 6, 6, 6, .9f);
		final PostProcessed result = PostProcessing.instances(probability, null, null, KEEP_ALL);
		assertEquals(3, result.count());
		assertEquals(3, at(result, 1, 1, 1));
		assertEquals(1, at(result, 8, 1, 1));
		assertEquals(2, at(result, 20, 1, 1));
		assertEquals(125 + 343 + 216, result.nodes().foreground().count());
		assertEquals(grid, result.nodes().grid());
	}

	@Test
	public void componentsThatTouchAtAnEdgeAreTwo() {
		cuboid(1, 1, 1, 5, 5, 5, .9f);
		cuboid(6, 6, 1, 5, 5, 5, .9f);
		assertEquals(2, PostProcessing.instances(probability, null, null, KEEP_ALL).count());
	}

	@Test
	public void smallComponentsGoByTheirSmallestEllipsoidDiameter() {
		// A cube of 4 mm has 4.962804 mm, one of 5 mm has 6.2035, 20 x 10 x 2 voxels are thin.
		cuboid(1, 1, 1, 4, 4, 4, .9f);
		cuboid(8, 1, 1, 5, 5, 5, .9f);
		cuboid(1, 8, 10, 20, 10, 2, .9f);
		final PostProcessed five = PostProcessing.instances(probability, null, null, PostProcessingOptions.DEFAULT);
		assertEquals(1, five.count());
		assertEquals(2, five.tooSmall());
		assertEquals(0, five.oneSlice());
		assertEquals(1, at(five, 8, 1, 1));
		assertEquals(0, at(five, 1, 1, 1));
		assertEquals("just below the cube's diameter", 2, PostProcessing.instances(probability, null, null,
			new PostProcessingOptions(.3, 4.9628)).count());
		assertEquals("just above", 1, PostProcessing.instances(probability, null, null, new PostProcessingOptions(.3,
			4.9629)).count());
	}

	@Test
	public void whatIsOneSliceThickGoesAndIsCounted() {
		cuboid(1, 1, 1, 20, 15, 1, .9f);
		cuboid(1, 1, 4, 1, 15, 10, .9f);
		cuboid(25, 5, 5, 1, 1, 1, .9f);
		cuboid(8, 1, 4, 7, 7, 7, .9f);
		final PostProcessed result = PostProcessing.instances(probability, null, null, PostProcessingOptions.DEFAULT);
		assertEquals(1, result.count());
		assertEquals(3, result.oneSlice());
		assertEquals(0, result.tooSmall());
		final PostProcessed all = PostProcessing.instances(probability, null, null, KEEP_ALL);
		assertEquals("a limit of 0 keeps them", 4, all.count());
		assertEquals(0, all.oneSlice());
	}

	@Test
	public void theHullCutsBeforeTheSizeIsMeasured() {
		cuboid(1, 1, 1, 8, 8, 8, .9f);
		cuboid(15, 1, 1, 8, 8, 8, .9f);
		final Mask hull = new Mask(grid);
		Arrays.fill(hull.values(), (byte) 1);
		for (int i = 0; i < grid.voxels(); i++)
			if (i % 30 < 6) hull.values()[i] = 0;
		final PostProcessed result = PostProcessing.instances(probability, null, hull, PostProcessingOptions.DEFAULT);
		assertEquals("3 of 8 columns remain of the first, too thin", 1, result.count());
		assertEquals(1, result.tooSmall());
		assertEquals(5 * 64, result.outsideHull());
		assertEquals(1, at(result, 15, 1, 1));
		final PostProcessed nothing = PostProcessing.instances(probability, null, new Mask(grid),
			PostProcessingOptions.DEFAULT);
		assertEquals(0, nothing.count());
		assertEquals(1024, nothing.outsideHull());
		assertEquals(0, nothing.nodes().foreground().count());
	}

	@Test
	public void voxelsThatAreNotNumbersAreNoNodes() {
		Arrays.fill(probability.values(), Float.NaN);
		assertEquals(0, PostProcessing.instances(probability, null, null, KEEP_ALL).count());
	}

	@Test
	public void inputsAreNotChanged() {
		cuboid(1, 1, 1, 8, 8, 8, .9f);
		final float[] before = probability.values().clone();
		final Mask hull = new Mask(grid);
		PostProcessing.instances(probability, probability, hull, PostProcessingOptions.DEFAULT);
		assertArrayEquals(before, probability.values(), 0);
		assertEquals(0, hull.count());
	}

	@Test
	public void badInputIsRefusedByName() {
		refuse("lung hull", () -> PostProcessing.instances(probability, null, new Mask(Grid.of(30, 20, 16, 1, 1, 1)),
			KEEP_ALL));
		refuse("atlas probability", () -> PostProcessing.instances(probability, new FloatVolume(Grid.of(3, 2, 1, 1, 1, 1)),
			null, KEEP_ALL));
		final FloatVolume bytes = new FloatVolume(grid);
		bytes.values()[99] = 128;
		refuse("255", () -> PostProcessing.instances(probability, bytes, null, KEEP_ALL));
		bytes.values()[99] = Float.NaN;
		refuse("[0, 1]", () -> PostProcessing.instances(probability, bytes, null, KEEP_ALL));
		for (final double threshold : new double[] { 0, -1, 1.1, Double.NaN })
			refuse("threshold", () -> new PostProcessingOptions(threshold, 5));
		for (final double diameter : new double[] { -1, Double.NaN, Double.POSITIVE_INFINITY })
			refuse("minDiameterMm", () -> new PostProcessingOptions(.3, diameter));
	}

	@Test
	public void moreNodesThanLabelsAreRefused() {
		final FloatVolume board = new FloatVolume(Grid.of(400, 400, 1, 1, 1, 1));
		for (int i = 0; i < board.values().length; i++)
			board.values()[i] = (i % 400 + i / 400) % 2;
		refuse("65535", () -> PostProcessing.instances(board, null, null, KEEP_ALL));
	}

	private static void refuse(final String reason, final Runnable work) {
		final String message = assertThrows(InputException.class, work::run).getMessage();
		assertTrue(message, message.contains(reason));
	}
}
