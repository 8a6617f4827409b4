package org.lymphatlas.training;

import java.util.function.BiConsumer;
import java.util.function.LongFunction;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Evaluation;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.Trainer;
import org.scijava.task.Task;

/** How good a network is on patches that are not augmented and, without a smart cache, the same in each epoch. */
final class Validation {

	private Validation() {}

	/**
	 * @param loss mean over the batches
	 * @param dice of all voxels together (nnU-Net's pseudo-Dice); 1 when neither truth nor prediction has a voxel; NaN of
	 *          a network that segments nothing
	 */
	record Result(double loss, double dice) {}

	/** Of a network that segments nodes. */
	static Result of(final Trainer trainer, final Objective objective, final PatchSampler sampler, final int epoch,
		final int batches, final Task task)
	{
		final Overlap overlap = new Overlap();
		final double loss = meanLoss(trainer, objective, b -> sampler.batch(epoch, b), batches, overlap::add, task);
		return new Result(loss, overlap.dice());
	}

	/** Of a network that restores patches: the patches are corrupted as in training, no channel is dropped. */
	static Result of(final Trainer trainer, final Restoration restoration, final int epoch, final int batches,
		final Task task)
	{
		return new Result(meanLoss(trainer, restoration.objective(), b -> restoration.whole(epoch, b), batches, (batch,
			evaluation) -> {}, task), Double.NaN);
	}

	private static double meanLoss(final Trainer trainer, final Objective objective, final LongFunction<Batch> draw,
		final int batches, final BiConsumer<Batch, Evaluation> seen, final Task task)
	{
		double loss = 0;
		try (Prefetch<Batch> patches = new Prefetch<>(draw, 0, batches, 2, 1)) {
			for (int b = 0; b < batches; b++) {
				final Batch batch = patches.take(task);
				final Evaluation evaluation = trainer.evaluate(objective, batch);
				loss += evaluation.loss();
				seen.accept(batch, evaluation);
			}
		}
		return loss / batches;
	}
}
