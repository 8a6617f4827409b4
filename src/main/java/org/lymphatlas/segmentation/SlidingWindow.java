package org.lymphatlas.segmentation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.lymphatlas.network.ModelDescription;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.task.Cancellation;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.scijava.task.Task;

/**
 * Predicts a volume patch by patch as nnU-Net does: overlapping tiles spread evenly, logits weighted by a Gaussian about
 * each tile's centre, averaged, then turned into probabilities. Models of an ensemble are averaged as probabilities.
 *
 * @param patchZyx size of a tile
 * @param step distance of tiles as a share of the patch, at most; in (0, 1]
 * @param mirrorAxes each tile is also predicted mirrored along all combinations of these axes, some of {@code xyz}, and
 *          the logits averaged: 2, 4 or 8 times the work
 */
public record SlidingWindow(int[] patchZyx, double step, String mirrorAxes) {

	/** nnU-Net's overlap of a half. */
	public static final double STEP = 0.5;
	/** Standard deviation of the Gaussian as a share of the patch. */
	private static final double SIGMA = 1.0 / 8;
	/** Sum, weight and result in single precision. */
	private static final int ACCUMULATED_BYTES = 3 * Float.BYTES;

	public SlidingWindow {
		if (patchZyx.length != 3 || Arrays.stream(patchZyx).anyMatch(n -> n < 1) || !(step > 0 && step <= 1) || !mirrorAxes
			.matches("x?y?z?")) throw new InputException("Sliding window with patch " + Arrays.toString(patchZyx) + ", step " +
				step + ", mirror axes '" + mirrorAxes + "': three sizes, a step in (0, 1] and some of the letters xyz are needed");
	}

	/** As the model was trained, without mirroring. */
	public static SlidingWindow of(final ModelDescription model) {
		return new SlidingWindow(model.patchZyx(), STEP, "");
	}

	/** The same with each tile mirrored along these axes too. */
	public SlidingWindow withMirroring(final String axes) {
		return new SlidingWindow(patchZyx, step, axes);
	}

	/** How many patches each model of an ensemble predicts. */
	public int passes(final Mask region) {
		return tiles(region).size() * mirrorings().length;
	}

	/** An estimate of the bytes that predicting such a grid takes at its peak, the input not counted. */
	public long predictedBytes(final Grid grid, final Predictor predictor) {
		return (long) ACCUMULATED_BYTES * grid.voxels() + predictor.predictedBytes(patchZyx);
	}

	/**
	 * @param ensemble networks of one or two outputs: logits of background and node
	 * @param channels as the networks read them, each as long as the grid
	 * @param padding what each channel is beyond the grid
	 * @param region where the result is wanted; tiles that do not touch it are left out, and it is 0 elsewhere
	 * @param task one step of progress a patch
	 * @return the probability of a node, mean over the ensemble; the same inside any region as for the whole grid
	 */
	public FloatVolume probability(final List<? extends Predictor> ensemble, final float[][] channels,
		final float[] padding, final Mask region, final Task task)
	{
		final Grid grid = region.grid();
		for (final float[] channel : channels)
			if (channel.length != grid.voxels()) throw new IllegalArgumentException("A channel has " + channel.length +
				" voxels, the region is on " + grid);
		if (ensemble.isEmpty() || padding.length != channels.length) throw new IllegalArgumentException(ensemble.size() +
			" networks, " + channels.length + " channels, " + padding.length + " padding values");
		final List<Tile> tiles = tiles(region);
		task.setProgressMaximum((long) tiles.size() * mirrorings().length * ensemble.size());
		task.setProgressValue(0);
		final float[][] gaussian = { gaussian(patchZyx[0]), gaussian(patchZyx[1]), gaussian(patchZyx[2]) };
		final float[] weight = new float[grid.voxels()];
		for (final Tile tile : tiles)
			tile.add(null, gaussian, weight, grid);
		final float[] mean = new float[grid.voxels()];
		final float[] sum = new float[grid.voxels()];
		for (final Predictor predictor : ensemble) {
			Arrays.fill(sum, 0);
			for (final Tile tile : tiles)
				tile.add(logits(predictor, tile.read(channels, padding, grid), channels.length, task), gaussian, sum, grid);
			IntStream.range(0, mean.length).parallel().filter(region::get).forEach(i -> mean[i] += (float) (1 / (1 + Math.exp(
				-sum[i] / weight[i])) / ensemble.size()));
		}
		return new FloatVolume(grid, mean);
	}

	/** Everywhere. */
	public FloatVolume probability(final List<? extends Predictor> ensemble, final float[][] channels,
		final float[] padding, final Grid grid, final Task task)
	{
		final Mask everywhere = new Mask(grid);
		Arrays.fill(everywhere.values(), (byte) 1);
		return probability(ensemble, channels, padding, everywhere, task);
	}

	/** Logit of a node against background, mean over the mirrorings. */
	private float[] logits(final Predictor predictor, final float[] input, final int channels, final Task task) {
		final int voxels = input.length / channels;
		final int[] mirrorings = mirrorings();
		final float[] mean = new float[voxels];
		for (final int mirroring : mirrorings) {
			Cancellation.check(task);
			final float[] logits = predictor.logits(mirrored(input, mirroring), patchZyx);
			if (logits.length != voxels && logits.length != 2 * voxels) throw new IllegalArgumentException(
				"The network has " + logits.length / voxels + " outputs, nodes need one or two");
			final float[] difference = logits.length == voxels ? logits : difference(logits, voxels);
			final float[] back = mirrored(difference, mirroring);
			for (int i = 0; i < voxels; i++)
				mean[i] += back[i] / mirrorings.length;
			task.setProgressValue(task.getProgressValue() + 1);
		}
		return mean;
	}

	private static float[] difference(final float[] logits, final int voxels) {
		final float[] difference = new float[voxels];
		for (int i = 0; i < voxels; i++)
			difference[i] = logits[voxels + i] - logits[i];
		return difference;
	}

	/** All subsets of the mirror axes; bit 0 is z, 1 y, 2 x. */
	private int[] mirrorings() {
		final int axes = (mirrorAxes.contains("z") ? 1 : 0) | (mirrorAxes.contains("y") ? 2 : 0) | (mirrorAxes.contains(
			"x") ? 4 : 0);
		return IntStream.range(0, 8).filter(subset -> (subset & ~axes) == 0).toArray();
	}

	/** Each channel of the patch reversed along the axes of the mirroring; the same array when there is none. */
	private float[] mirrored(final float[] values, final int mirroring) {
		if (mirroring == 0) return values;
		final int nz = patchZyx[0], ny = patchZyx[1], nx = patchZyx[2];
		final float[] mirrored = new float[values.length];
		for (int row = 0; row < values.length / nx; row++) {
			final int y = row % ny, z = row / ny % nz, channel = row / ny / nz;
			final int fromY = (mirroring & 2) != 0 ? ny - 1 - y : y, fromZ = (mirroring & 1) != 0 ? nz - 1 - z : z;
			final int from = ((channel * nz + fromZ) * ny + fromY) * nx;
			for (int x = 0; x < nx; x++)
				mirrored[row * nx + x] = values[from + ((mirroring & 4) != 0 ? nx - 1 - x : x)];
		}
		return mirrored;
	}

	/** Tiles in the order z, y, x that hold a voxel of the region. */
	private List<Tile> tiles(final Mask region) {
		final Grid grid = region.grid();
		final int[] z = starts(grid.nz(), patchZyx[0], step), y = starts(grid.ny(), patchZyx[1], step), x = starts(grid.nx(),
			patchZyx[2], step);
		return Arrays.stream(z).boxed().flatMap(k -> Arrays.stream(y).boxed().flatMap(j -> Arrays.stream(x).mapToObj(
			i -> new Tile(new int[] { k, j, i }, patchZyx)))).filter(tile -> tile.touches(region)).toList();
	}

	/**
	 * Where tiles start along an axis: as few as keep the step, spread evenly from edge to edge (rounded half to even). An
	 * axis shorter than the patch is padded, one voxel more behind than before when uneven, and so starts below 0.
	 */
	static int[] starts(final int size, final int patch, final double step) {
		if (size <= patch) return new int[] { -((patch - size) / 2) };
		final int count = (int) Math.ceil((size - patch) / (patch * step)) + 1;
		return IntStream.range(0, count).map(i -> (int) Math.rint((double) i * (size - patch) / (count - 1))).toArray();
	}

	/** 1 at voxel patch / 2. Its scale does not matter, as weights are divided by their sum; it is never 0. */
	static float[] gaussian(final int patch) {
		final double sigma = SIGMA * patch;
		final float[] weights = new float[patch];
		for (int i = 0; i < patch; i++)
			weights[i] = (float) Math.exp(-0.5 * (i - patch / 2) * (i - patch / 2) / (sigma * sigma));
		return weights;
	}
}
