package org.lymphatlas.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Model;
import org.lymphatlas.network.NetworkEngine;
import org.lymphatlas.network.StepResult;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.TrainerState;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/**
 * Trains a network, in whatever way its {@link Supervision} says. Into the output folder go the model (model.json,
 * weights.safetensors: see {@link TrainingOptions#keep()}), curves.csv, and checkpoint/last.safetensors after each epoch,
 * after ten minutes within one, and when training is stopped. A resumed run ends with the same weights, byte for byte, as
 * one that was never stopped.
 */
public final class TrainingLoop {

	static final int BATCHES_AHEAD = 4;
	/** What a power cut may cost at most, however long an epoch is. */
	private static final double SAVED_EVERY_SECONDS = 600;

	private final TrainingOptions options;
	private final LearningRateSchedule schedule;
	private final Curriculum curriculum;
	private final TrainingRecord record;
	private final NetworkEngine engine;
	private final RunFolder folder;
	private final TrainingMonitor monitor;
	private final TrainingStatus status;
	private final Task task;
	private final long startNanos = System.nanoTime();
	private long savedNanos = System.nanoTime();

	private TrainingLoop(final TrainingOptions options, final List<TrainingCase> training,
		final List<TrainingCase> validation, final NetworkEngine engine, final RunFolder folder,
		final TrainingMonitor monitor, final Task task)
	{
		this.options = options;
		this.engine = engine;
		this.folder = folder;
		this.monitor = monitor;
		this.task = task;
		schedule = options.schedule();
		curriculum = Curriculum.of(options, training, validation);
		record = new TrainingRecord(options, training, validation, engine.name());
		status = new TrainingStatus(options, curriculum.multiplyAdds(), task);
	}

	/** As {@link #run(TrainingOptions, List, List, NetworkEngine, RunFolder, TrainingMonitor, Task)}, for a single network. */
	public static TrainingOutcome run(final TrainingOptions options, final List<TrainingCase> training,
		final List<TrainingCase> validation, final NetworkEngine engine, final Path output, final Task task)
	{
		return run(options, training, validation, engine, new RunFolder(output, 1), TrainingMonitor.NONE, task);
	}

	/**
	 * @param training cases of the spacing and normalisation of the options; without annotation only where the preset is
	 *          semi-supervised
	 * @param validation annotated cases; may be empty if the options ask for no validation
	 * @param folder made if need be
	 * @throws InputException if options, cases and checkpoint do not fit each other
	 * @throws IllegalStateException if the loss is no longer a number; the last checkpoint is then from before
	 * @throws CancellationException if the task was cancelled, after a checkpoint was written
	 */
	public static TrainingOutcome run(final TrainingOptions options, final List<TrainingCase> training,
		final List<TrainingCase> validation, final NetworkEngine engine, final RunFolder folder,
		final TrainingMonitor monitor, final Task task)
	{
		return new TrainingLoop(options, training, validation, engine, folder, monitor, task).train();
	}

	private TrainingOutcome train() {
		final Checkpoint start = start();
		folder.create();
		Progress progress = start.progress();
		status.start(progress);
		if (progress.epoch() > 0) monitor.epochs(progress.curves());
		final int threads = Math.max(1, Math.min(BATCHES_AHEAD, Runtime.getRuntime().availableProcessors() / 2));
		try (Supervision supervision = curriculum.supervision(start, engine);
				Trainer trainer = engine.trainer(supervision.objective(), options.preset().optimizer(), start.state(), options
					.device());
				Prefetch<Batch> drawn = new Prefetch<>(index -> supervision.draw((int) (index / options.iterations()), index),
					position(progress), options.steps(), BATCHES_AHEAD, threads))
		{
			try {
				while (progress.epoch() < options.epochs() && secondsSince(startNanos) < 60 * options.maxMinutes())
					progress = progress.iteration() < options.iterations() ? step(progress, supervision, trainer, drawn)
						: endEpoch(progress, supervision, trainer);
			}
			catch (final CancellationException e) {
				save(trainer.state(), supervision, progress);
				status.stopped(progress, folder);
				throw e;
			}
			final TrainerState end = trainer.state();
			save(end, supervision, progress);
			if (!keepsBest() || progress.bestAverage() == Double.NEGATIVE_INFINITY) writeModel(end, progress);
		}
		if (progress.epoch() < options.epochs()) status.stopped(progress, folder);
		return new TrainingOutcome(folder.output(), progress.epoch() == options.epochs(), progress.curves(), status
			.stepsPerSecond(), status.gflops());
	}

	private Checkpoint start() {
		if (!options.resume() || !Files.exists(folder.checkpoint())) return new Checkpoint(options.start(), curriculum
			.initialTeacher(), Progress.START, record.run());
		final Checkpoint checkpoint = Checkpoint.read(folder.checkpoint());
		checkpoint.requireSame(record.run(), folder.checkpoint());
		return checkpoint;
	}

	private Progress step(final Progress progress, final Supervision supervision, final Trainer trainer,
		final Prefetch<Batch> drawn)
	{
		final long begin = System.nanoTime();
		final Batch taken = drawn.take(task);
		final double waited = secondsSince(begin);
		final double rate = schedule.at(progress.epoch());
		final StepResult result = trainer.step(supervision.complete(taken, progress.epoch()), rate);
		if (!Double.isFinite(result.loss()) || !Double.isFinite(result.gradientNorm())) throw new IllegalStateException(String
			.format(Locale.ROOT, "Training has diverged: the loss is %s, the gradient's norm %s at step %d of epoch %d " +
				"(learning rate %.3g, momentum %.3g). Lower the learning rate or the momentum; %s holds the end of the epoch " +
				"before", result.loss(), result.gradientNorm(), progress.iteration(), progress.epoch(), rate, options.preset()
					.optimizer().momentum(), folder.checkpoint()));
		supervision.follow(trainer);
		final double seconds = secondsSince(begin);
		final Progress after = progress.afterStep(result.loss(), seconds, waited);
		if (secondsSince(savedNanos) > SAVED_EVERY_SECONDS) save(trainer.state(), supervision, after);
		status.step(after, seconds);
		return after;
	}

	private Progress endEpoch(final Progress progress, final Supervision supervision, final Trainer trainer) {
		final long begin = System.nanoTime();
		final Validation.Result validation = curriculum.validate(trainer, progress.epoch(), task).orElse(null);
		final Progress after = progress.afterEpoch(schedule.at(progress.epoch()), validation, secondsSince(begin));
		final TrainerState state = trainer.state();
		if (keepsBest() && after.bestAverage() > progress.bestAverage()) writeModel(state, after);
		save(state, supervision, after);
		status.epoch(after);
		monitor.epochs(after.curves());
		return after;
	}

	private boolean keepsBest() {
		return options.validationIterations() > 0 && options.keep() == TrainingOptions.Keep.BEST;
	}

	/** The index of the next batch. */
	private long position(final Progress progress) {
		return (long) progress.epoch() * options.iterations() + progress.iteration();
	}

	private void writeModel(final TrainerState state, final Progress progress) {
		folder.write(new Model(record.description(progress), state.weights()));
	}

	private void save(final TrainerState state, final Supervision supervision, final Progress progress) {
		new Checkpoint(state, supervision.teacher(), progress, record.run()).write(folder.checkpoint());
		folder.write(progress.curves());
		savedNanos = System.nanoTime();
	}

	private static double secondsSince(final long nanos) {
		return 1e-9 * (System.nanoTime() - nanos);
	}
}
