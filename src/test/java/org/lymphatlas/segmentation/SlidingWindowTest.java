package org.lymphatlas.segmentation;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.junit.Test;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;

public class SlidingWindowTest {

	private static final float[] NO_PADDING = { 0, 0 };

	/** A predictor of one output (the logit of a node) from the patch's first channel. */
	@FunctionalInterface
	private interface Logit extends Predictor {

		/** z, y, x are positions in the patch, size its size. */
		float at(float[] input, int z, int y, int x, int[] size);

		@Override
		default float[] logits(final float[] input, final int[] size) {
			final float[] logits = new float[size[0] * size[1] * size[2]];
			for (int i = 0; i < logits.length; i++)
				logits[i] = at(input, i / size[2] / size[1], i / size[2] % size[1], i % size[2], size);
			return logits;
		}

		@Override
		default long predictedBytes(final int[] size) {
			return 1000;
		}

		@Override
		default void close() {}
	}

	private static float value(final float[] input, final int z, final int y, final int x, final int[] size) {
		return input[(z * size[1] + y) * size[2] + x];
	}

	private static double sigmoid(final double logit) {
		return 1 / (1 + Math.exp(-logit));
	}

	private static float[] random(final Grid grid, final long seed) {
		final Random random = new Random(seed);
		final float[] values = new float[grid.voxels()];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) random.nextGaussian();
		return values;
	}

	private static FloatVolume run(final SlidingWindow window, final Predictor predictor, final float[] ct,
		final Grid grid)
	{
		return window.probability(List.of(predictor), new float[][] { ct, ct }, NO_PADDING, grid, new InlineTask("predict"));
	}

	/** Worked out with nnU-Net's formula in NumPy. */
	@Test
	public void startsAreNnunets() {
		assertArrayEquals(new int[] { 0 }, SlidingWindow.starts(64, 64, 0.5));
		assertArrayEquals(new int[] { 0, 1 }, SlidingWindow.starts(65, 64, 0.5));
		assertArrayEquals(new int[] { 0, 18, 36 }, SlidingWindow.starts(100, 64, 0.5));
		assertArrayEquals(new int[] { 0, 31, 62, 92, 123, 154 }, SlidingWindow.starts(218, 64, 0.5));
		assertArrayEquals("half to even", new int[] { 0, 2, 5 }, SlidingWindow.starts(11, 6, 0.5));
		assertArrayEquals("padded, one more behind", new int[] { -3 }, SlidingWindow.starts(9, 16, 0.5));
	}

	@Test
	public void pointwiseNetworkGivesItsFunction() {
		final Grid grid = Grid.of(19, 13, 22, 1, 2, 3);
		final float[] ct = random(grid, 1);
		final FloatVolume p = run(new SlidingWindow(new int[] { 8, 16, 6 }, 0.5, "xyz", Precision.SINGLE), (Logit) SlidingWindowTest::value, ct,
			grid);
		for (int i = 0; i < ct.length; i++)
			assertEquals("voxel " + i, sigmoid(ct[i]), p.values()[i], 2e-6);
	}

	/** What a tile says depends on the place in it: the sum over tiles, by hand. */
	@Test
	public void blendsTilesByTheirGaussians() {
		final Grid grid = Grid.of(11, 5, 7, 1, 1, 1);
		final int[] patch = { 7, 5, 6 };
		final Logit byPlace = (input, z, y, x, size) -> 0.3f * x - 0.2f * z + 0.1f * y;
		final FloatVolume p = run(new SlidingWindow(patch, 0.5, "", Precision.SINGLE), byPlace, random(grid, 2), grid);
		final float[] importance = ImportanceMap.of(patch);
		for (int z = 0; z < 7; z++)
			for (int y = 0; y < 5; y++)
				for (int x = 0; x < 11; x++) {
					double sum = 0, weight = 0;
					for (final int start : new int[] { 0, 2, 5 }) {
						if (x < start || x >= start + 6) continue;
						final float g = importance[(z * 5 + y) * 6 + x - start];
						sum += g * (0.3 * (x - start) - 0.2 * z + 0.1 * y);
						weight += g;
					}
					assertEquals(x + ", " + y + ", " + z, sigmoid(sum / weight), p.values()[grid.index(x, y, z)], 2e-6);
				}
	}

	/**
	 * The mean of neighbours along x: shift-equivariant, so that only tile edges differ from the whole; there by up to 0.3
	 * in a tile alone. In the image's corners the weights are the smallest of half precision and tell little apart.
	 */
	@Test
	public void overlapHidesTileEdges() {
		final Grid grid = Grid.of(40, 8, 8, 1, 1, 1);
		final float[] ct = random(grid, 3);
		final Logit smooth = (input, z, y, x, size) -> (value(input, z, y, Math.max(0, x - 1), size) + value(input, z, y, x,
			size) + value(input, z, y, Math.min(size[2] - 1, x + 1), size)) / 3;
		final FloatVolume whole = run(new SlidingWindow(new int[] { 8, 8, 40 }, 0.5, "", Precision.SINGLE), smooth, ct, grid);
		final FloatVolume tiled = run(new SlidingWindow(new int[] { 8, 8, 16 }, 0.5, "", Precision.SINGLE), smooth, ct, grid);
		for (int i = 0; i < ct.length; i++)
			assertEquals("voxel " + i, whole.values()[i], tiled.values()[i], 2e-2);
	}

	@Test
	public void paddingIsShownBeyondTheGrid() {
		final Grid grid = Grid.of(3, 4, 5, 1, 1, 1);
		final Logit sum = (input, z, y, x, size) -> {
			float s = 0;
			for (int c = 0; c < 2; c++)
				for (int i = 0; i < 512; i++)
					s += input[512 * c + i];
			return s / 1000;
		};
		final FloatVolume p = new SlidingWindow(new int[] { 8, 8, 8 }, 0.5, "", Precision.SINGLE).probability(List.of(sum), new float[][] {
			new float[60], new float[60] }, new float[] { -3, 1 }, grid, new InlineTask("predict"));
		for (final float v : p.values())
			assertEquals(sigmoid((512 - 60) * -2 / 1000.0), v, 1e-6);
	}

	@Test
	public void mirroringAveragesAllSubsetsInPlace() {
		final Grid grid = Grid.of(4, 6, 8, 1, 1, 1);
		final Logit byPlace = (input, z, y, x, size) -> x + 10 * y * y + value(input, z, y, x, size);
		final float[] ct = new float[grid.voxels()];
		final FloatVolume p = run(new SlidingWindow(new int[] { 8, 6, 4 }, 0.5, "y", Precision.SINGLE), (Logit) (in, z, y, x, s) -> byPlace.at(in,
			z, y, x, s) / 100, ct, grid);
		for (int i = 0; i < ct.length; i++) {
			final int x = i % 4, y = i / 4 % 6;
			assertEquals("voxel " + i, sigmoid((x + 5.0 * (y * y + (5 - y) * (5 - y))) / 100), p.values()[i], 1e-6);
		}
		assertEquals(8, new SlidingWindow(new int[] { 8, 6, 4 }, 0.5, "xyz", Precision.SINGLE).passes(full(grid)));
	}

	@Test
	public void regionSkipsTilesAndKeepsTheResult() {
		final Grid grid = Grid.of(40, 24, 24, 1, 1, 1);
		final float[] ct = random(grid, 4);
		final Mask region = new Mask(grid);
		for (int x = 3; x < 9; x++)
			region.values()[grid.index(x, 4, 5)] = 1;
		final SlidingWindow window = new SlidingWindow(new int[] { 8, 8, 8 }, 0.5, "", Precision.SINGLE);
		final Logit byPlace = (input, z, y, x, size) -> 0.1f * x + value(input, z, y, x, size);
		final FloatVolume whole = run(window, byPlace, ct, grid);
		final FloatVolume part = window.probability(List.of(byPlace), new float[][] { ct, ct }, NO_PADDING, region,
			new InlineTask("predict"));
		for (int i = 0; i < ct.length; i++)
			assertEquals("voxel " + i, region.get(i) ? whole.values()[i] : 0, part.values()[i], 0);
		assertEquals(9 * 5 * 5, window.passes(full(grid)));
		assertEquals("x starts at 0, 4, 8; y and z at 0 and 4", 12, window.passes(region));
		assertEquals(0, window.passes(new Mask(grid)));
	}

	@Test
	public void ensembleAveragesLogits() {
		final Grid grid = Grid.of(5, 5, 5, 1, 1, 1);
		final Logit two = (input, z, y, x, size) -> 2, minusOne = (input, z, y, x, size) -> -1;
		final InlineTask task = new InlineTask("predict");
		final FloatVolume p = new SlidingWindow(new int[] { 4, 4, 4 }, 0.5, "x", Precision.SINGLE).probability(List.of(two, minusOne),
			new float[][] { new float[125] }, new float[] { 0 }, grid, task);
		for (final float v : p.values())
			assertEquals(sigmoid(0.5), v, 1e-6);
		assertEquals(2 * 2 * 8, task.getProgressMaximum());
		assertEquals(2 * 2 * 8, task.getProgressValue());
	}

	@Test
	public void twoOutputsAreTakenAgainstEachOther() {
		final Grid grid = Grid.of(4, 4, 4, 1, 1, 1);
		final Predictor two = new Predictor() {

			@Override
			public float[] logits(final float[] input, final int[] size) {
				final float[] logits = new float[128];
				java.util.Arrays.fill(logits, 0, 64, 5);
				java.util.Arrays.fill(logits, 64, 128, 4.5f);
				return logits;
			}

			@Override
			public long predictedBytes(final int[] size) {
				return 0;
			}

			@Override
			public void close() {}
		};
		for (final float v : run(new SlidingWindow(new int[] { 4, 4, 4 }, 0.5, "", Precision.SINGLE), two, new float[64], grid).values())
			assertEquals(sigmoid(-0.5), v, 1e-6);
	}

	/** What bounds the memory: when a row of tiles starts, all slices before it have been handed on. */
	@Test
	public void slicesComeAsSoonAsNoLaterTileTouchesThem() {
		final int[] image = { 20, 9, 8 };
		final SlidingWindow window = new SlidingWindow(new int[] { 6, 6, 6 }, 0.5, "", Precision.SINGLE);
		final List<Tile> tiles = window.tiles(image);
		final int[] tile = { 0 };
		final List<Integer> handed = new ArrayList<>();
		final Predictor network = (Logit) (input, z, y, x, size) -> {
			if (z + y + x == 0) assertEquals("before tile " + tile[0], tiles.get(tile[0]++).start()[0], handed.size());
			return value(input, z, y, x, size);
		};
		final float[] ct = random(Grid.of(8, 9, 20, 1, 1, 1), 5);
		window.logits(Ensemble.of(List.of(network)), new float[][] { ct }, new float[1], image, tiles, (slice, logits) -> {
			handed.add(slice);
			for (int i = 0; i < 72; i++)
				assertEquals("slice " + slice + " voxel " + i, ct[slice * 72 + i], logits[i], 1e-5);
		}, new InlineTask("predict"));
		assertEquals(IntStream.range(0, 20).boxed().toList(), handed);
	}

	@Test
	public void stopsWhenCancelled() {
		final Grid grid = Grid.of(16, 16, 16, 1, 1, 1);
		final InlineTask task = new InlineTask("predict");
		final Logit cancels = (input, z, y, x, size) -> {
			task.cancel("Enough");
			return 0;
		};
		assertThrows(CancellationException.class, () -> new SlidingWindow(new int[] { 4, 4, 4 }, 0.5, "", Precision.SINGLE).probability(List.of(
			cancels), new float[][] { new float[4096] }, new float[] { 0 }, grid, task));
		assertEquals(1, task.getProgressValue());
	}

	@Test
	public void refusesNonsense() {
		assertThrows(InputException.class, () -> new SlidingWindow(new int[] { 4, 4, 4 }, 0, "", Precision.SINGLE));
		assertThrows(InputException.class, () -> new SlidingWindow(new int[] { 4, 4, 4 }, 0.5, "zx", Precision.SINGLE));
		assertThrows(IllegalArgumentException.class, () -> run(new SlidingWindow(new int[] { 4, 4, 4 }, 0.5, "", Precision.SINGLE),
			(Logit) SlidingWindowTest::value, new float[5], Grid.of(4, 4, 4, 1, 1, 1)));
	}

	private static Mask full(final Grid grid) {
		final Mask mask = new Mask(grid);
		java.util.Arrays.fill(mask.values(), (byte) 1);
		return mask;
	}
}
