package org.lymphatlas.segmentation.nnunet;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Unet;
import org.lymphatlas.network.nnunet.NnunetPlan;
import org.lymphatlas.network.nnunet.NnunetPlan.ResamplingRule;
import org.lymphatlas.segmentation.Ensemble;
import org.lymphatlas.segmentation.LogitSlices;
import org.lymphatlas.segmentation.Precision;
import org.lymphatlas.segmentation.SlidingWindow;
import org.lymphatlas.segmentation.Tile;
import org.lymphatlas.volume.AxisResampling;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Volume;
import org.scijava.task.Task;

/**
 * An nnU-Net at work, as nnUNetPredictor does it: crop, normalisation, resampling, tiles, mirroring, folds averaged as
 * logits, resampling back, labels. The image's axes are taken as they are stored; nothing is reoriented. Memory is
 * bounded whatever the number of outputs: tiles advance along the network's slowest axis, and slices that no later tile
 * touches become labels at once.
 */
public final class NnunetPrediction {

	private final NnunetPlan plan;
	private final Ensemble ensemble;
	private final SlidingWindow window;

	/**
	 * @param plan of all networks
	 * @param ensemble the networks
	 * @param settings step and mirroring; the folds are the ensemble's business
	 * @throws InputException if the plan resamples logits by a spline of higher order than 1
	 */
	public NnunetPrediction(final NnunetPlan plan, final Ensemble ensemble, final NnunetSettings settings) {
		if (plan.logits().order() > 1 || plan.logits().orderZ() > 1) throw new InputException(
			"The model resamples its logits with order " + Math.max(plan.logits().order(), plan.logits().orderZ()) +
				"; supported are 0 and 1");
		this.plan = plan;
		this.ensemble = ensemble;
		window = new SlidingWindow(plan.patch(), settings.step(), settings.mirroring() ? letters(plan.mirrorAxes()) : "",
			Precision.HALF);
	}

	/** Network axis 0 is called z, 1 y and 2 x. */
	private static String letters(final int[] axes) {
		return IntStream.of(axes).map(a -> 2 - a).sorted().mapToObj(a -> "xyz".substring(a, a + 1)).collect(Collectors
			.joining());
	}

	/** Labels everywhere. */
	public LabelVolume labels(final List<? extends Volume> channels, final Task task) {
		return run(channels, Optional.empty(), OptionalInt.empty(), task).labels();
	}

	/**
	 * @param channels in the plan's order, on one grid; the axes as stored
	 * @param region where the result is wanted, on that grid: tiles that cannot change it there are left out, and inside
	 *          it equals the full one; empty for everywhere
	 * @param output whose probability is kept, if any
	 * @param task one step of progress a patch
	 * @throws InputException if the channels do not fit the model
	 */
	public NnunetResult run(final List<? extends Volume> channels, final Optional<Mask> region, final OptionalInt output,
		final Task task)
	{
		final NetworkImage image = NetworkImage.of(plan, channels, task);
		final Grid grid = channels.get(0).grid();
		final LabelVolume labels = new LabelVolume(grid);
		final Optional<FloatVolume> probability = output.isPresent() ? Optional.of(new FloatVolume(grid)) : Optional.empty();
		final AxisResampling[] back = back(image.size(), image.frame(), image.spacingMm());
		final List<Tile> tiles = tiles(image.size(), image.frame(), back, region);
		logits(image, tiles, new LabelSlices(plan, image.size(), back, image.frame(), region.orElse(null), labels.labels(),
			probability.map(FloatVolume::values).orElse(null), output.orElse(-1)), task);
		return new NnunetResult(labels, probability);
	}

	/** The averaged logits at the network's spacing. */
	void logits(final NetworkImage image, final LogitSlices slices, final Task task) {
		logits(image, window.tiles(image.size()), slices, task);
	}

	private void logits(final NetworkImage image, final List<Tile> tiles, final LogitSlices slices, final Task task) {
		window.logits(ensemble, image.channels(), new float[image.channels().length], image.size(), tiles, slices, task);
	}

	/** The way from the network's voxels back to the image's. */
	private AxisResampling[] back(final int[] network, final Frame frame, final double[] spacingMm) {
		final ResamplingRule rule = plan.logits();
		return ResamplingAxes.of(rule, ResamplingAxes.separate(rule, plan.spacingMm(), spacingMm), network, frame.size());
	}

	/**
	 * Patches that each network predicts.
	 *
	 * @param grid of an image that is not cropped
	 * @param region where the result is wanted
	 */
	public int passes(final Grid grid, final Optional<Mask> region) {
		final Frame frame = Frame.of(grid, Box.of(grid), plan.transposeForward());
		final double[] spacingMm = Frame.spacing(grid, plan.transposeForward());
		final int[] size = ResamplingAxes.size(frame.size(), spacingMm, plan.spacingMm());
		return tiles(size, frame, back(size, frame, spacingMm), region).size() * window.mirrorings();
	}

	/**
	 * An estimate of the bytes on the Java heap that predicting an image takes, the image not counted.
	 *
	 * @param keepsProbability whether an output's probability is asked for
	 */
	public long predictedJavaBytes(final Grid grid, final boolean keepsProbability) {
		final Frame frame = Frame.of(grid, Box.of(grid), plan.transposeForward());
		final int[] size = ResamplingAxes.size(frame.size(), Frame.spacing(grid, plan.transposeForward()), plan.spacingMm());
		final long network = (long) Float.BYTES * plan.channels().size() * size[0] * size[1] * size[2];
		final long inPlane = (long) Float.BYTES * frame.size()[0] * size[1] * size[2];
		final long result = (long) grid.voxels() * (Short.BYTES + (keepsProbability ? Float.BYTES : 0));
		final long weights = Float.BYTES * Unet.parameterShapes(plan.network()).values().stream().mapToLong(Tensor::length)
			.sum();
		return network + Math.max(grid.voxels() + inPlane, result + weights + window.predictedBytes(size, plan.outputs()
			.size(), ensemble.size()));
	}

	/** An estimate of the bytes outside the Java heap that the network takes. */
	public long predictedNativeBytes() {
		final long[] bytes = new long[1];
		ensemble.with(0, predictor -> bytes[0] = predictor.predictedBytes(plan.patch()));
		return bytes[0];
	}

	private List<Tile> tiles(final int[] network, final Frame frame, final AxisResampling[] back,
		final Optional<Mask> region)
	{
		final List<Tile> all = window.tiles(network);
		return region.map(mask -> all.stream().filter(tile -> changes(mask, tile, network, frame, back)).toList()).orElse(
			all);
	}

	/** Does the result at a voxel of the region depend on the tile? */
	private static boolean changes(final Mask region, final Tile tile, final int[] network, final Frame frame,
		final AxisResampling[] back)
	{
		final int[] first = new int[3], last = new int[3];
		for (int a = 0; a < 3; a++) {
			final int axis = a;
			final int[] reading = IntStream.range(0, frame.size()[a]).filter(i -> back[axis].upper(i) >= tile.first(axis) &&
				back[axis].lower(i) < tile.end(axis, network)).toArray();
			if (reading.length == 0) return false;
			first[a] = reading[0];
			last[a] = reading[reading.length - 1];
		}
		return frame.touches(region, first, last);
	}
}
