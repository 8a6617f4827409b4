package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.network.CtFingerprint;
import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.training.TrainingCase;
import org.lymphatlas.training.TrainingLoop;
import org.lymphatlas.training.TrainingOptions;
import org.lymphatlas.training.TrainingOutcome;
import org.lymphatlas.training.TrainingPreset;
import org.lymphatlas.volume.InputException;
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
	 * @param badCases what to do when cases cannot be used
	 */
	public record Options(Path manifest, Optional<Path> validation, Path output, Optional<Path> prepared,
		Optional<Path> atlas, String registration, TrainingPreset preset, double spacingMm, int patch, int batch, int epochs,
		int iterations, long seed, String engine, Device device, boolean resume, double maxMinutes,
		TrainingOptions.Keep keep, BadCasePolicy badCases)
	{}

	private static final int VALIDATION_BATCHES = 20;

	private TrainModel() {}

	/** @return what training came to */
	public static TrainingOutcome run(final Options options, final Task task) {
		OutputFolder.check(options.output());
		final List<Manifest.Row> allTraining = Manifest.read(options.manifest()).rows();
		final List<Manifest.Row> allValidation = options.validation().map(file -> Manifest.read(file).rows()).orElse(List
			.of());
		final RunRecord record = new RunRecord("train", options);
		final StageClock clock = new StageClock(task);
		final Engines.Ready engine = Engines.network(options.engine(), options.device());
		task.setStatusMessage("Training on " + engine.probe().device());
		final Atlas atlas = Sources.atlas(options.atlas());
		final double s = options.spacingMm();
		final PreparedCases prepared = new PreparedCases(options.prepared().orElseGet(() -> options.output().resolve(
			"prepared")), atlas, options.registration(), new double[] { s, s, s }, options.badCases(), record, task);
		final List<Manifest.Row> usable = clock.time("prepare cases", () -> prepared.prepare(Stream.concat(allTraining
			.stream(), allValidation.stream()).toList()));
		final List<Manifest.Row> trainingRows = usable(allTraining, usable, options.manifest());
		final List<Manifest.Row> validationRows = allValidation.isEmpty() ? allValidation : usable(allValidation, usable,
			options.validation().orElseThrow());
		final CtFingerprint fingerprint = new CtFingerprint();
		trainingRows.forEach(row -> prepared.get(row).addTo(fingerprint));
		final CtNormalization normalization = fingerprint.normalization();
		final TrainingPreset preset = options.preset();
		final TrainingOptions loop = new TrainingOptions(preset, NetworkSpec.small(preset.channels().size()), normalization,
			new double[] { s, s, s }, new int[] { options.patch(), options.patch(), options.patch() }, options.batch(), options
				.epochs(), options.iterations(), validationRows.isEmpty() ? 0 : VALIDATION_BATCHES, options.seed(), options
					.device(), options.resume(), options.maxMinutes(), validationRows.isEmpty() ? TrainingOptions.Keep.LAST
						: options.keep());
		final TrainingOutcome outcome = clock.time("training", () -> TrainingLoop.run(loop, cases(prepared, trainingRows,
			normalization), cases(prepared, validationRows, normalization), engine.engine(), options.output(), task));
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

	private static List<Manifest.Row> usable(final List<Manifest.Row> rows, final List<Manifest.Row> usable,
		final Path manifest)
	{
		final List<Manifest.Row> left = rows.stream().filter(usable::contains).toList();
		if (left.isEmpty()) throw new InputException("None of the " + rows.size() + " cases of " + manifest +
			" can be used");
		return left;
	}

	private static List<TrainingCase> cases(final PreparedCases prepared, final List<Manifest.Row> rows,
		final CtNormalization normalization)
	{
		return rows.stream().map(row -> prepared.get(row).trainingCase(row.annotation(), normalization)).toList();
	}
}
