package org.lymphatlas.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;

import org.lymphatlas.network.CropSource;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.Model;
import org.lymphatlas.network.ModelDescription;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.network.Weights;
import org.lymphatlas.segmentation.SlidingWindow;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Downsampling;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;
import org.scijava.task.Task;

/** A model trained here: it sees the lungs' box ({@link NetworkGrid}) with the priors it was trained with. */
final class TrainedPrediction implements Prediction {

	/** Channels, result and what resampling holds, in single precision. */
	private static final int BYTES_PER_VOXEL = 28;

	private final ModelDescription model;
	private final Engines.Ready engine;
	private final SlidingWindow window;
	private final Predictor predictor;
	private final int networks;
	private final CropSource crop;
	private final RunRecord record;
	private final IntFunction<Weights> weights;

	/** @param weights of the model's networks, numbered from 1 */
	TrainedPrediction(final Model model, final IntFunction<Weights> weights, final Engines.Ready engine,
		final Options options, final RunRecord record)
	{
		this.model = model.description();
		this.engine = engine;
		this.record = record;
		crop = options.crop().orElse(this.model.crop());
		if (crop != this.model.crop()) record.warn("The model was trained on CTs cropped by " + this.model.crop().key() +
			", and sees this one cropped by " + crop.key());
		record.put("crop", crop.key());
		final SlidingWindow plain = SlidingWindow.of(this.model);
		window = options.mode() == Mode.FAST ? plain : plain.withMirroring(this.model.mirrorAxes());
		networks = options.mode() == Mode.ENSEMBLE ? this.model.members() : 1;
		this.weights = weights;
		if (options.mode() == Mode.ENSEMBLE && networks == 1) record.warn(
			"The model folder holds one model: 'ensemble' is the same as 'standard'");
		record.put("network", Map.of("engine", engine.engine().name(), "device", engine.probe().device(), "gflops", engine
			.probe().gflops(), "networks", networks, "model", this.model.training()));
		predictor = engine.engine().predictor(this.model.network(), model.weights(), options.device());
	}

	@Override
	public double threshold() {
		return model.threshold();
	}

	@Override
	public void requireNodes() {
		// Models trained here find nodes and nothing else.
	}

	@Override
	public Result run(final CtVolume ct, final PatientMaps patient, final Region region, final Task task) {
		final NetworkGrid seen = NetworkGrid.of(ct, patient.organs(), crop, Optional.empty(), model.spacingMm(), task);
		record.warn(seen.notes());
		final Grid network = seen.grid();
		final CtVolume hu = Downsampling.ct(ct, network);
		final List<float[]> channels = new ArrayList<>();
		final float[] padding = new float[model.channels().size()];
		for (final InputChannel channel : model.channels()) {
			if (channel == InputChannel.CT) padding[channels.size()] = model.ctNormalization().padding();
			channels.add(switch (channel) {
				case CT -> model.ctNormalization().apply(hu);
				case DISTANCE -> patient.distance().apply(network).values();
				case PROBABILITY -> patient.probability().apply(network).values();
			});
		}
		final Mask where = region.on(network, patient);
		task.setStatusMessage(String.format(Locale.ROOT, "Network: %d patches of %s on %s", window.passes(where) *
			networks, Arrays
			.toString(model.patchZyx()), engine.probe().device()));
		final FloatVolume coarse = meanProbability(channels.toArray(new float[0][]), padding, where, task);
		return new Result(network, Optional.of(Resampling.linear(coarse, ct.grid(), PointMapping.IDENTITY, 0)), Optional
			.empty(), new TreeMap<>());
	}

	/** Probabilities, not logits, are averaged (paper A). One network is in memory at a time. */
	private FloatVolume meanProbability(final float[][] channels, final float[] padding, final Mask where,
		final Task task)
	{
		final float[] mean = new float[where.grid().voxels()];
		for (int network = 1; network <= networks; network++) {
			if (networks > 1) predictor.load(weights.apply(network));
			final float[] one = window.probability(List.of(predictor), channels, padding, where, task).values();
			for (int i = 0; i < mean.length; i++)
				mean[i] += one[i] / networks;
		}
		return new FloatVolume(where.grid(), mean);
	}

	@Override
	public MemoryPlan memory(final Grid ct) {
		final double[] s = model.spacingMm();
		final double voxels = ct.voxels() * ct.voxelVolumeMm3() / (s[0] * s[1] * s[2]);
		return MemoryPlan.of(ct, (long) voxels * BYTES_PER_VOXEL, predictor.predictedBytes(model.patchZyx()));
	}

	@Override
	public void close() {
		predictor.close();
	}
}
