package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.network.CtFingerprint;
import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.task.Cancellation;
import org.lymphatlas.training.TrainingCase;
import org.lymphatlas.training.TrainingLoop;
import org.lymphatlas.training.TrainingOptions;
import org.lymphatlas.training.TrainingOutcome;
import org.lymphatlas.training.TrainingPreset;
import org.scijava.task.Task;

/** Trains a network on the annotated cases of a manifest: prepares each case once, then runs the loop. */
public final class TrainModel {

	/**
	 * @param manifest training cases
	 * @param validation validation cases, if any
	 * @param output model folder; {@code prepared/} in it keeps the prepared cases unless {@code prepared} says otherwise
	 * @param prepared folder of prepared cases, to be shared between trainings on the same cases and atlas
	 * @param atlas atlas folder; else the shipped one
	 * @param registration {@code auto}, {@code variational} or {@code elastix}
	 * @param preset how to train
	 * @param spacingMm isotropic spacing that the network sees
	 * @param patch cubic patch, voxels
	 * @param batch patches a step
	 * @param epochs how often to validate and save
	 * @param iterations steps an epoch
	 * @param seed of weights, patches and augmentation
	 * @param engine {@code auto} or a network engine's name
	 * @param device where
	 * @param resume go on from what is in the output folder, or start
	 * @param maxMinutes stop with a checkpoint after so long
	 * @param keep which weights become the model; without validation always the last
	 */
	public record Options(Path manifest, Optional<Path> validation, Path output, Optional<Path> prepared,
		Optional<Path> atlas, String registration, TrainingPreset preset, double spacingMm, int patch, int batch, int epochs,
		int iterations, long seed, String engine, Device device, boolean resume, double maxMinutes,
		TrainingOptions.Keep keep)
	{}

	private static final int VALIDATION_BATCHES = 20;

	private TrainModel() {}

	/** @return what training came to */
	public static TrainingOutcome run(final Options options, final Task task) {
		OutputFolder.check(options.output());
		final List<Manifest.Row> trainingRows = rows(options.manifest());
		final List<Manifest.Row> validationRows = options.validation().map(TrainModel::rows).orElse(List.of());
		final RunRecord record = new RunRecord("train", options);
		final StageClock clock = new StageClock(task);
		final Engines.Ready engine = Engines.network(options.engine(), options.device());
		task.setStatusMessage("Training on " + engine.probe().device());
		final Atlas atlas = Sources.atlas(options.atlas());
		final List<PreparedCase> training = clock.time("prepare training cases", () -> prepare(trainingRows, atlas, options,
			task));
		final List<PreparedCase> validation = clock.time("prepare validation cases", () -> prepare(validationRows, atlas,
			options, task));
		final CtFingerprint fingerprint = new CtFingerprint();
		training.forEach(c -> fingerprint.add(c.hu(), c.nodes()));
		final CtNormalization normalization = fingerprint.normalization();
		final TrainingPreset preset = options.preset();
		final double s = options.spacingMm();
		final TrainingOptions loop = new TrainingOptions(preset, NetworkSpec.small(preset.channels().size()), normalization,
			new double[] { s, s, s }, new int[] { options.patch(), options.patch(), options.patch() }, options.batch(), options
				.epochs(), options.iterations(), validation.isEmpty() ? 0 : VALIDATION_BATCHES, options.seed(), options
					.device(), options.resume(), options.maxMinutes(), validation.isEmpty() ? TrainingOptions.Keep.LAST
						: options.keep());
		final TrainingOutcome outcome = clock.time("training", () -> TrainingLoop.run(loop, cases(training, trainingRows,
			normalization), cases(validation, validationRows, normalization), engine.engine(), options.output(), task));
		record.put("device", engine.probe().device());
		record.put("gflops", engine.probe().gflops());
		record.put("trainingCases", trainingRows.stream().map(Manifest.Row::name).toList());
		record.put("validationCases", validationRows.stream().map(Manifest.Row::name).toList());
		record.put("atlas", Map.of("name", atlas.name(), "provenance", atlas.provenance()));
		record.put("completed", outcome.completed());
		record.put("bestValidationDice", outcome.bestDiceAverage());
		record.write(options.output(), clock.stages());
		return outcome;
	}

	private static List<Manifest.Row> rows(final Path file) {
		final Manifest manifest = Manifest.read(file);
		manifest.checkFiles();
		return manifest.rows();
	}

	private static List<PreparedCase> prepare(final List<Manifest.Row> rows, final Atlas atlas, final Options options,
		final Task task)
	{
		final Path folder = options.prepared().orElseGet(() -> options.output().resolve("prepared"));
		final List<PreparedCase> cases = new ArrayList<>();
		for (final Manifest.Row row : rows) {
			Cancellation.check(task);
			task.setStatusMessage("Preparing " + row.name());
			cases.add(PreparedCase.of(row, atlas, options.registration(), options.spacingMm(), folder, task));
		}
		return cases;
	}

	private static List<TrainingCase> cases(final List<PreparedCase> prepared, final List<Manifest.Row> rows,
		final CtNormalization normalization)
	{
		final List<TrainingCase> cases = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++) {
			final PreparedCase c = prepared.get(i);
			final Map<InputChannel, float[]> channels = new EnumMap<>(InputChannel.class);
			channels.put(InputChannel.CT, normalization.apply(c.hu()));
			channels.put(InputChannel.DISTANCE, c.distance().values());
			channels.put(InputChannel.PROBABILITY, c.probability().values());
			cases.add(TrainingCase.of(rows.get(i).name(), rows.get(i).annotation(), channels, normalization.padding(), c
				.nodes()));
		}
		return cases;
	}
}
