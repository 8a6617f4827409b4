package org.lymphatlas.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Model;
import org.lymphatlas.network.ModelFolder;
import org.lymphatlas.network.NetworkEngine;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.StepResult;
import org.lymphatlas.network.SupervisedObjective;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.TrainerState;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/**
 * Trains a network. Into the output folder go the model (model.json, weights.safetensors: see
 * {@link TrainingOptions#keep()}), checkpoint/last.safetensors after each epoch and whenever training stops, and
 * curves.csv. A resumed run ends with the same weights, byte for byte, as one that was never stopped.
 */
public final class TrainingLoop {

	private static final int BATCHES_AHEAD = 4;

	private final TrainingOptions options;
	private final LearningRateSchedule schedule;
	private final Objective objective;
	private final PatchSampler sampler;
	private final PatchSampler validationSampler;
	private final TrainingRecord record;
	private final NetworkEngine engine;
	private final Path output;
	private final Path checkpointFile;
	private final Task task;
	private final long startNanos = System.nanoTime();

	private TrainingLoop(final TrainingOptions options, final List<TrainingCase> training,
		final List<TrainingCase> validation, final NetworkEngine engine, final Path output, final Task task)
	{
		this.options = options;
		this.engine = engine;
		this.output = output;
		this.task = task;
		schedule = options.schedule();
		objective = new SupervisedObjective(options.network(), options.preset().loss(), options.batchSize(), options
			.patchZyx());
		final Sampling sampling = options.preset().sampling();
		sampler = sampler(training, sampling, options.preset().augmentation(), options.seed());
		validationSampler = options.validationIterations() == 0 ? null : sampler(validation, sampling.validation(),
			Augmentation.none(), ~options.seed());
		record = new TrainingRecord(options, training, validation, engine.name());
		checkpointFile = output.resolve("checkpoint").resolve("last.safetensors");
	}

	private PatchSampler sampler(final List<TrainingCase> cases, final Sampling sampling,
		final Augmentation augmentation, final long seed)
	{
		final TrainingPreset preset = options.preset();
		final GaussianRampUp ginShare = new GaussianRampUp(schedule.rampUpEpochs());
		return new PatchSampler(cases, preset.channels(), options.patchZyx(), options.batchSize(), sampling,
			augmentation, index -> ginShare.at(index / options.iterations()), preset.atlasWeighted(), seed);
	}

	/**
	 * @param training annotated cases, of the spacing and normalisation of the options
	 * @param validation annotated cases; may be empty if the options ask for no validation
	 * @param output folder, made if need be
	 * @throws InputException if options, cases and checkpoint do not fit each other
	 * @throws IllegalStateException if the loss is no longer a number; the last checkpoint is then from before
	 * @throws CancellationException if the task was cancelled, after a checkpoint was written
	 */
	public static TrainingOutcome run(final TrainingOptions options, final List<TrainingCase> training,
		final List<TrainingCase> validation, final NetworkEngine engine, final Path output, final Task task)
	{
		return new TrainingLoop(options, training, validation, engine, output, task).train();
	}

	private TrainingOutcome train() {
		final Checkpoint start = start();
		createFolders();
		Progress progress = start.progress();
		final long steps = (long) options.epochs() * options.iterations();
		task.setProgressMaximum(steps);
		task.setProgressValue(position(progress));
		final int threads = Math.max(1, Math.min(BATCHES_AHEAD, Runtime.getRuntime().availableProcessors() / 2));
		try (Trainer trainer = engine.trainer(objective, options.preset().optimizer(), start.state(), options.device());
				Prefetch<Batch> patches = new Prefetch<>(this::batch, position(progress), steps, BATCHES_AHEAD, threads))
		{
			try {
				while (progress.epoch() < options.epochs() && secondsSince(startNanos) < 60 * options.maxMinutes()) {
					progress = progress.iteration() < options.iterations() ? step(progress, trainer, patches) : endEpoch(progress,
						trainer);
				}
			}
			catch (final CancellationException e) {
				save(trainer.state(), progress);
				throw e;
			}
			save(trainer.state(), progress);
			if (!keepsBest() || progress.bestAverage() == Double.NEGATIVE_INFINITY) writeModel(trainer.state(), progress);
		}
		return new TrainingOutcome(output, progress.epoch() == options.epochs(), progress.bestAverage() ==
			Double.NEGATIVE_INFINITY ? Double.NaN : progress.bestAverage(), progress.curves());
	}

	private Checkpoint start() {
		if (options.resume() && Files.exists(checkpointFile)) {
			final Checkpoint checkpoint = Checkpoint.read(checkpointFile);
			checkpoint.requireSame(record.run(), checkpointFile);
			return checkpoint;
		}
		return new Checkpoint(TrainerState.initial(options.network(), options.seed()), Progress.START, record.run());
	}

	private Batch batch(final long index) {
		return sampler.batch((int) (index / options.iterations()), index);
	}

	private Progress step(final Progress progress, final Trainer trainer, final Prefetch<Batch> patches) {
		final long begin = System.nanoTime();
		final Batch batch = patches.take(task);
		final double waited = secondsSince(begin);
		final double rate = schedule.at(progress.epoch());
		final StepResult result = trainer.step(batch, rate);
		if (!Double.isFinite(result.loss()) || !Double.isFinite(result.gradientNorm())) throw new IllegalStateException(String
			.format(Locale.ROOT, "Training has diverged: the loss is %s, the gradient's norm %s at step %d of epoch %d " +
				"(learning rate %.3g, momentum %.3g). Lower the learning rate or the momentum; %s holds the end of the epoch " +
				"before", result.loss(), result.gradientNorm(), progress.iteration(), progress.epoch(), rate, options.preset()
					.optimizer().momentum(), checkpointFile));
		final Progress after = progress.afterStep(result.loss(), secondsSince(begin), waited);
		task.setProgressValue(position(after));
		return after;
	}

	private Progress endEpoch(final Progress progress, final Trainer trainer) {
		final long begin = System.nanoTime();
		final Validation.Result validation = validationSampler == null ? null : Validation.of(trainer, objective,
			validationSampler, progress.epoch(), options.validationIterations(), task);
		final Progress after = progress.afterEpoch(schedule.at(progress.epoch()), validation, secondsSince(begin));
		final TrainerState state = trainer.state();
		if (keepsBest() && after.bestAverage() > progress.bestAverage()) writeModel(state, after);
		save(state, after);
		task.setStatusMessage(message(after));
		return after;
	}

	private boolean keepsBest() {
		return validationSampler != null && options.keep() == TrainingOptions.Keep.BEST;
	}

	private String message(final Progress progress) {
		final EpochRecord last = progress.lastEpoch();
		final double minutesLeft = progress.curves().stream().mapToDouble(EpochRecord::seconds).average().orElse(0) *
			(options.epochs() - progress.epoch()) / 60;
		return String.format(Locale.ROOT, "Epoch %d of %d: loss %.4f, validation loss %.4f, Dice %.3f (average %.3f), " +
			"%.0f min left", progress.epoch(), options.epochs(), last.trainLoss(), last.validationLoss(), last
				.validationDice(), last.diceAverage(), minutesLeft);
	}

	/** The index of the next batch. */
	private long position(final Progress progress) {
		return (long) progress.epoch() * options.iterations() + progress.iteration();
	}

	private void writeModel(final TrainerState state, final Progress progress) {
		ModelFolder.write(new Model(record.description(progress), state.weights()), output);
	}

	private void save(final TrainerState state, final Progress progress) {
		new Checkpoint(state, progress, record.run()).write(checkpointFile);
		final String curves = progress.curves().stream().map(EpochRecord::csv).collect(Collectors.joining("\n",
			EpochRecord.HEADER + "\n", "\n"));
		try {
			final Path part = output.resolve("curves.csv.part");
			Files.writeString(part, curves);
			Files.move(part, output.resolve("curves.csv"), StandardCopyOption.REPLACE_EXISTING,
				StandardCopyOption.ATOMIC_MOVE);
		}
		catch (final IOException e) {
			throw new UncheckedIOException("Cannot write the curves to " + output + ": " + e.getMessage(), e);
		}
	}

	private void createFolders() {
		try {
			Files.createDirectories(checkpointFile.getParent());
		}
		catch (final IOException e) {
			throw new InputException("Cannot make the output folder " + output + ": " + e.getMessage(), e);
		}
	}

	private static double secondsSince(final long nanos) {
		return 1e-9 * (System.nanoTime() - nanos);
	}
}
