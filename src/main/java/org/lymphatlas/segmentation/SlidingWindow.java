package org.lymphatlas.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.lymphatlas.network.ModelDescription;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.scijava.task.Task;

/**
 * Predicts an image patch by patch as nnU-Net does: overlapping tiles spread evenly, logits weighted by a Gaussian about
 * each tile's centre, averaged over tiles, mirrorings and networks. Tiles advance along the first axis, and slices are
 * handed on as soon as no later tile touches them.
 *
 * @param patchZyx size of a tile
 * @param step distance of tiles as a share of the patch, at most; in (0, 1]
 * @param mirrorAxes each tile is also predicted mirrored along all combinations of these axes, some of {@code xyz}, and
 *          the logits averaged: 2, 4 or 8 times the work
 * @param precision of sums
 */
public record SlidingWindow(int[] patchZyx, double step, String mirrorAxes, Precision precision) {

	/** nnU-Net's overlap of a half. */
	public static final double STEP = 0.5;
	/** Logits leave a network so many slices at a time. */
	private static final int SLAB_SLICES = 8;

	public SlidingWindow {
		if (patchZyx.length != 3 || Arrays.stream(patchZyx).anyMatch(n -> n < 1) || !(step > 0 && step <= 1) || !mirrorAxes
			.matches("x?y?z?")) throw new InputException("Sliding window with patch " + Arrays.toString(patchZyx) + ", step " +
				step + ", mirror axes '" + mirrorAxes + "': three sizes, a step in (0, 1] and some of the letters xyz are needed");
	}

	/** As the model was trained, without mirroring. */
	public static SlidingWindow of(final ModelDescription model) {
		return new SlidingWindow(model.patchZyx(), STEP, "", Precision.SINGLE);
	}

	/** The same with each tile mirrored along these axes too. */
	public SlidingWindow withMirroring(final String axes) {
		return new SlidingWindow(patchZyx, step, axes, precision);
	}

	/** How many times each network looks at a tile. */
	public int mirrorings() {
		return 1 << mirrorAxes.length();
	}

	/** How many patches each network predicts. */
	public int passes(final Mask region) {
		return tiles(region).size() * mirrorings();
	}

	/**
	 * An estimate of the bytes on the Java heap that predicting an image takes, the input not counted.
	 *
	 * @param imageZyx the image's size
	 * @param outputs of a network
	 * @param networks of the ensemble
	 */
	public long predictedBytes(final int[] imageZyx, final int outputs, final int networks) {
		final long patch = (long) patchZyx[0] * patchZyx[1] * patchZyx[2];
		final long slice = (long) imageZyx[1] * imageZyx[2];
		final long tile = outputs * (mirrorings() > 1 ? patch : (long) SLAB_SLICES * patchZyx[1] * patchZyx[2]);
		return Float.BYTES * (networks * (outputs + 1) * slice * (Math.min(patchZyx[0], imageZyx[0]) + 2) + 3 * patch + tile);
	}

	/** All tiles of an image, in the order in which they are predicted: the last axis first. */
	public List<Tile> tiles(final int[] imageZyx) {
		final List<Tile> tiles = new ArrayList<>();
		for (final int z : starts(imageZyx[0], patchZyx[0], step))
			for (final int y : starts(imageZyx[1], patchZyx[1], step))
				for (final int x : starts(imageZyx[2], patchZyx[2], step))
					tiles.add(new Tile(new int[] { z, y, x }, patchZyx));
		return tiles;
	}

	/**
	 * The averaged logits at all voxels that lie in no other tiles than these: the same as if all tiles were predicted.
	 *
	 * @param ensemble networks with the same outputs
	 * @param channels as the networks read them, the last axis fastest
	 * @param padding what each channel is beyond the image
	 * @param imageZyx the image's size
	 * @param tiles some of {@link #tiles(int[])}, in that order
	 * @param slices receives the result
	 * @param task one step of progress a patch
	 */
	public void logits(final Ensemble ensemble, final float[][] channels, final float[] padding, final int[] imageZyx,
		final List<Tile> tiles, final LogitSlices slices, final Task task)
	{
		if (padding.length != channels.length) throw new IllegalArgumentException(channels.length + " channels, " +
			padding.length + " padding values");
		final PatchProgress progress = new PatchProgress(task, (long) tiles.size() * mirrorings() * ensemble.size());
		final NetworkMeans means = new NetworkMeans(ensemble.size(), imageZyx, patchZyx, precision);
		for (int first = 0, next; first < tiles.size(); first = next) {
			final int z = tiles.get(first).start()[0];
			next = first;
			while (next < tiles.size() && tiles.get(next).start()[0] == z)
				next++;
			final List<Tile> row = tiles.subList(first, next);
			means.finish(z, slices);
			for (int network = 0; network < ensemble.size(); network++) {
				final OverlapAdd sum = means.of(network);
				ensemble.with(network, predictor -> row.forEach(tile -> add(predictor, tile, tile.read(channels, padding,
					imageZyx), sum, progress)));
			}
		}
		means.finish(imageZyx[0], slices);
	}

	private void add(final Predictor predictor, final Tile tile, final float[] input, final OverlapAdd sum,
		final PatchProgress progress)
	{
		progress.check();
		if (mirrorAxes.isEmpty()) {
			predictor.logits(input, patchZyx, SLAB_SLICES, (firstZ, slices, logits) -> sum.add(tile, firstZ, slices, logits));
			progress.patchDone();
			return;
		}
		final int axes = (mirrorAxes.contains("z") ? 1 : 0) | (mirrorAxes.contains("y") ? 2 : 0) | (mirrorAxes.contains("x")
			? 4 : 0);
		final MirroredMean mean = new MirroredMean(patchZyx, mirrorings());
		IntStream.range(0, 8).filter(mirroring -> (mirroring & ~axes) == 0).forEach(mirroring -> {
			progress.check();
			predictor.logits(mirrored(input, mirroring), patchZyx, SLAB_SLICES, (firstZ, slices, logits) -> mean.add(mirroring,
				firstZ, slices, logits));
			progress.patchDone();
		});
		sum.add(tile, 0, patchZyx[0], mean.values());
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

	/**
	 * @param ensemble networks of one or two outputs: logits of background and node
	 * @param channels as the networks read them, each as long as the grid
	 * @param padding what each channel is beyond the grid
	 * @param region where the result is wanted; tiles that do not touch it are left out, and it is 0 elsewhere
	 * @param task one step of progress a patch
	 * @return the probability of a node; the same inside any region as for the whole grid
	 */
	public FloatVolume probability(final List<? extends Predictor> ensemble, final float[][] channels,
		final float[] padding, final Mask region, final Task task)
	{
		final Grid grid = region.grid();
		for (final float[] channel : channels)
			if (channel.length != grid.voxels()) throw new IllegalArgumentException("A channel has " + channel.length +
				" voxels, the region is on " + grid);
		final float[] probability = new float[grid.voxels()];
		final int plane = grid.nx() * grid.ny();
		logits(Ensemble.of(ensemble), channels, padding, sizeZyx(grid), tiles(region), (z, logits) -> {
			if (logits.length > 2 * plane) throw new IllegalArgumentException("The network has " + logits.length / plane +
				" outputs, nodes need one or two");
			for (int i = 0; i < plane; i++)
				if (region.get(z * plane + i)) probability[z * plane + i] = (float) (1 / (1 + Math.exp(logits.length == plane
					? -logits[i] : logits[i] - logits[plane + i])));
		}, task);
		return new FloatVolume(grid, probability);
	}

	/** Everywhere. */
	public FloatVolume probability(final List<? extends Predictor> ensemble, final float[][] channels,
		final float[] padding, final Grid grid, final Task task)
	{
		final Mask everywhere = new Mask(grid);
		Arrays.fill(everywhere.values(), (byte) 1);
		return probability(ensemble, channels, padding, everywhere, task);
	}

	private static int[] sizeZyx(final Grid grid) {
		return new int[] { grid.nz(), grid.ny(), grid.nx() };
	}

	/** Tiles that hold a voxel of the region. */
	private List<Tile> tiles(final Mask region) {
		final int[] size = sizeZyx(region.grid());
		return tiles(size).stream().filter(tile -> region.touches(new Box(tile.first(2), tile.first(1),
			tile.first(0), tile.end(2, size), tile.end(1, size), tile.end(0, size)))).toList();
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
}
