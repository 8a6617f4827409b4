package org.lymphatlas.training;

import java.util.Locale;

import org.scijava.task.Task;

/** Tells the task how far training is: after each epoch, and now and then within one. */
final class TrainingStatus {

	private static final long INTERVAL_NANOS = 10_000_000_000L;
	/** Forward; and backward, which takes twice that: for the input and for the weights. */
	private static final int PASSES = 3;

	private final TrainingOptions options;
	private final Task task;
	private final double flopsOfStep;
	private long toldNanos = System.nanoTime();
	private long stepsSince;
	private double secondsSince;

	/** @param multiplyAdds of a step's forward run */
	TrainingStatus(final TrainingOptions options, final long multiplyAdds, final Task task) {
		this.options = options;
		this.task = task;
		flopsOfStep = 2.0 * PASSES * multiplyAdds;
		task.setProgressMaximum(options.steps());
	}

	void start(final Progress progress) {
		task.setProgressValue(position(progress));
		if (position(progress) > 0) task.setStatusMessage(String.format(Locale.ROOT, "Goes on at step %d of epoch %d of %d",
			progress.iteration() + 1, progress.epoch() + 1, options.epochs()));
	}

	/** After a step that took so long. */
	void step(final Progress progress, final double seconds) {
		task.setProgressValue(position(progress));
		stepsSince++;
		secondsSince += seconds;
		if (System.nanoTime() - toldNanos < INTERVAL_NANOS) return;
		toldNanos = System.nanoTime();
		task.setStatusMessage(String.format(Locale.ROOT, "Epoch %d of %d, step %d of %d: loss %.4f, %s, %s left", progress
			.epoch() + 1, options.epochs(), progress.iteration(), options.iterations(), progress.lossSum() / progress
				.iteration(), speed(), time((options.steps() - position(progress)) * secondsSince / stepsSince)));
	}

	void epoch(final Progress progress) {
		final EpochRecord last = progress.lastEpoch();
		final double each = progress.curves().stream().mapToDouble(EpochRecord::seconds).average().orElse(0);
		final String validation = Double.isNaN(last.validationLoss()) ? "" : String.format(Locale.ROOT,
			", validation loss %.4f (average %.4f)", last.validationLoss(), last.lossAverage()) + (Double.isNaN(last
				.validationDice()) ? "" : String.format(Locale.ROOT, ", Dice %.3f (average %.3f)", last.validationDice(), last
					.diceAverage()));
		task.setStatusMessage(String.format(Locale.ROOT, "Epoch %d of %d: loss %.4f%s, %s, %s left", progress.epoch(), options
			.epochs(), last.trainLoss(), validation, speed(), time(each * (options.epochs() - progress.epoch()))));
	}

	void stopped(final Progress progress, final RunFolder folder) {
		task.setStatusMessage(String.format(Locale.ROOT, "Stopped after %d epochs and %d steps. %s holds all that is needed: " +
			"the same options and resume=true go on from there", progress.epoch(), progress.iteration(), folder
				.checkpoint()));
	}

	/** Of the steps so far in this call. */
	double stepsPerSecond() {
		return secondsSince == 0 ? 0 : stepsSince / secondsSince;
	}

	double gflops() {
		return 1e-9 * flopsOfStep * stepsPerSecond();
	}

	private String speed() {
		return String.format(Locale.ROOT, "%.2f steps/s (%.0f GFLOP/s)", stepsPerSecond(), gflops());
	}

	private static String time(final double seconds) {
		return seconds < 90 ? String.format(Locale.ROOT, "%.0f s", seconds) : seconds < 5400 ? String.format(Locale.ROOT,
			"%.0f min", seconds / 60) : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
	}

	private long position(final Progress progress) {
		return (long) progress.epoch() * options.iterations() + progress.iteration();
	}
}
