package org.lymphatlas.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

import org.lymphatlas.network.nnunet.NnunetModel;
import org.lymphatlas.network.nnunet.NnunetPlan;
import org.lymphatlas.segmentation.nnunet.FoldEnsemble;
import org.lymphatlas.segmentation.nnunet.NnunetPrediction;
import org.lymphatlas.segmentation.nnunet.NnunetResult;
import org.lymphatlas.segmentation.nnunet.NnunetSettings;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Crop;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;
import org.lymphatlas.volume.Volume;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/** An imported nnU-Net: it sees the whole CT as it is stored, and reads no priors. */
final class ImportedPrediction implements Prediction {

	/** Where its makers say nothing: as argmax of two classes does. */
	private static final double THRESHOLD = 0.5;
	/** The region is worked out no finer, since it is a margin around something smooth. */
	private static final double REGION_MM = 3;

	private final NnunetPlan plan;
	private final Options options;
	private final Engines.Ready engine;
	private final OptionalInt node;
	private final FoldEnsemble folds;
	private final NnunetPrediction prediction;
	private final RunRecord record;

	ImportedPrediction(final NnunetModel model, final Engines.Ready engine, final Options options,
		final RunRecord record)
	{
		plan = model.plan();
		this.options = options;
		this.engine = engine;
		this.record = record;
		node = NodeClass.of(plan, options.nodeClass());
		if (options.channels().size() != plan.channels().size() - 1) throw new InputException("The model reads " + plan
			.channels().size() + " channels (" + String.join(", ", plan.channels().stream().map(NnunetPlan.Channel::name).toList()) +
			"): give the files of those after the CT as channels, separated by ;. " + options.channels().size() + " were given");
		final NnunetSettings settings = options.mode() == Mode.ENSEMBLE ? NnunetSettings.ensemble(model) : NnunetSettings
			.oneFold(options.mode() == Mode.STANDARD);
		if (options.mode() != Mode.FAST && plan.mirrorAxes().length == 0) record.warn(
			"The model was not trained to be mirrored: tiles are predicted once");
		if (options.mode() == Mode.ENSEMBLE && model.folds() == 1) record.warn(
			"The model has one fold: 'ensemble' is the same as 'standard'");
		folds = new FoldEnsemble(model, settings.folds(), engine.engine(), options.device());
		prediction = new NnunetPrediction(plan, folds, settings);
		final Map<String, Object> network = new LinkedHashMap<>();
		network.put("engine", engine.engine().name());
		network.put("device", engine.probe().device());
		network.put("gflops", engine.probe().gflops());
		network.put("model", plan.origin());
		network.put("folds", settings.folds().stream().map(plan.origin().folds()::get).toList());
		network.put("nodeClass", node.isPresent() ? plan.outputs().get(node.getAsInt()).name() : null);
		record.put("network", network);
	}

	@Override
	public double threshold() {
		return plan.threshold().orElse(THRESHOLD);
	}

	@Override
	public void requireNodes() {
		if (node.isEmpty()) throw NodeClass.unknown(plan);
	}

	@Override
	public Result run(final CtVolume ct, final PatientMaps patient, final Region region, final Task task) {
		final Optional<Mask> where = region == Region.ALL ? Optional.empty() : Optional.of(regionOn(region, ct.grid(),
			patient));
		final List<Volume> channels = new ArrayList<>(List.of(ct));
		options.channels().forEach(file -> channels.add(VolumeFiles.readFloat(file)));
		if (region == Region.BOX) return cut(channels, where.orElseThrow(), task);
		final NnunetResult result = predict(channels, where, task);
		return new Result(ct.grid(), result.probability(), Optional.of(result.labels()), names());
	}

	private NnunetResult predict(final List<Volume> channels, final Optional<Mask> where, final Task task) {
		final Grid grid = channels.get(0).grid();
		final int passes = prediction.passes(grid, where), all = prediction.passes(grid, Optional.empty());
		record.put("patches", Map.of("region", passes, "all", all, "networks", folds.size()));
		task.setStatusMessage(String.format(Locale.ROOT, "Network: %d patches of %s on %s (%d without the region)", passes *
			folds.size(), Arrays.toString(plan.patch()), engine.probe().device(), all * folds.size()));
		return prediction.run(channels, where, node, task);
	}

	/** Predicts the box around the region as if it were all there is. */
	private Result cut(final List<Volume> channels, final Mask where, final Task task) {
		final Box box = RegionBox.of(where, plan);
		final Grid whole = where.grid();
		record.put("cutTo", box);
		final NnunetResult part = predict(channels.stream().<Volume> map(channel -> channel instanceof CtVolume ct ? Crop.crop(ct, box)
			: Crop.crop((FloatVolume) channel, box, 0)).toList(), Optional.of(Crop.crop(where, box)), task);
		return new Result(whole.crop(box), part.probability().map(p -> Crop.paste(p, box, whole, 0)), Optional.of(Crop.paste(
			part.labels(), box, whole)), names());
	}

	/** A region as a mask of the CT's voxels. */
	static Mask regionOn(final Region region, final Grid ct, final PatientMaps patient) {
		final double[] s = Arrays.stream(ct.spacing()).map(mm -> Math.max(mm, REGION_MM)).toArray();
		return Resampling.nearest(region.on(ct.withSpacing(s[0], s[1], s[2]), patient), ct, PointMapping.IDENTITY);
	}

	private SortedMap<Integer, String> names() {
		final SortedMap<Integer, String> names = new TreeMap<>();
		plan.outputs().stream().filter(output -> output.label() > 0).forEach(output -> names.put(output.label(), output
			.name()));
		return names;
	}

	@Override
	public MemoryPlan memory(final Grid ct) {
		return MemoryPlan.of(ct, prediction.predictedJavaBytes(ct, node.isPresent()), prediction.predictedNativeBytes());
	}

	@Override
	public void close() {
		folds.close();
	}
}
