package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

import org.lymphatlas.network.Device;
import org.lymphatlas.training.TrainingMonitor;
import org.lymphatlas.training.TrainingOutcome;
import org.lymphatlas.training.TrainingPreset;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/** Trains a network, or an ensemble, on the cases of a manifest: prepares each case once, then runs the loop. */
public final class TrainModel {

	/**
	 * @param manifest training cases
	 * @param validation validation cases, if any
	 * @param output model folder; {@code prepared/} in it keeps the prepared cases unless {@code prepared} says otherwise
	 * @param prepared folder of prepared cases, to be shared between trainings on the same cases and atlas
	 * @param atlas atlas folder; else the shipped one
	 * @param registration {@code auto}, {@code variational} or {@code elastix}
	 * @param preset how to train
	 * @param initial model to start from; else fresh weights
	 * @param plan how large network and patches are
	 * @param epochs how often to validate and save
	 * @param iterations steps an epoch
	 * @param seed of weights, patches and augmentation
	 * @param models networks on all cases, from seeds that follow each other
	 * @param folds networks that are each validated on a share of the cases and trained on the others; 0 for none
	 * @param engine {@code auto} or a network engine's name
	 * @param device where
	 * @param resume go on from what is in the output folder, or start
	 * @param maxMinutes stop with a checkpoint after so long
	 * @param badCases what to do when cases cannot be used
	 */
	public record Options(Path manifest, Optional<Path> validation, Path output, Optional<Path> prepared,
		Optional<Path> atlas, String registration, TrainingPreset preset, Optional<Path> initial, PlanOptions plan,
		int epochs, int iterations, long seed, int models, int folds, String engine, Device device, boolean resume,
		double maxMinutes, BadCasePolicy badCases)
	{

		public Options {
			if (models < 1 || folds < 0 || folds == 1 || models > 1 && folds > 1) throw new InputException("models=" + models +
				" and folds=" + folds + ": choose models (1 or more) or folds (2 or more)");
			if (folds > 1 && validation.isPresent()) throw new InputException("folds=" + folds +
				" validates on the cases of the manifest: leave validation out, or choose models instead");
		}
	}

	private TrainModel() {}

	/**
	 * Trains, and writes {@code record.json} before and after: a run that was stopped is described too.
	 *
	 * @param monitors hear how the training of each network goes, by its number from 1
	 * @return what training came to; of an ensemble, of the network trained last
	 * @throws InputException if options or cases cannot be used
	 * @throws java.util.concurrent.CancellationException if the task was cancelled, after a checkpoint was written
	 */
	public static TrainingOutcome run(final Options options, final IntFunction<TrainingMonitor> monitors,
		final Task task)
	{
		OutputFolder.check(options.output());
		final TrainingRun run = new TrainingRun(options, task);
		final List<Members.Member> members = run.prepare();
		try {
			run.writeRecord();
			TrainingOutcome outcome = null;
			for (int m = 0; m < members.size() && (outcome == null || outcome.completed()); m++)
				outcome = run.train(members.get(m), members.size(), monitors.apply(m + 1));
			return outcome;
		}
		finally {
			run.writeRecord();
		}
	}
}
