package org.lymphatlas.training;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Evaluation;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Trainer;
import org.scijava.task.Task;

/** How good a network is on patches that are not augmented and, without a smart cache, the same in each epoch. */
final class Validation {

	private Validation() {}

	/**
	 * @param loss mean over the batches
	 * @param dice of all voxels together (nnU-Net's pseudo-Dice); 1 when neither truth nor prediction has a voxel
	 */
	record Result(double loss, double dice) {}

	static Result of(final Trainer trainer, final Objective objective, final PatchSampler sampler, final int epoch,
		final int batches, final Task task)
	{
		double loss = 0;
		long both = 0, truth = 0, predicted = 0;
		try (Prefetch<Batch> patches = new Prefetch<>(b -> sampler.batch(epoch, b), 0, batches, 2, 1)) {
			for (int b = 0; b < batches; b++) {
				final Batch batch = patches.take(task);
				final Evaluation evaluation = trainer.evaluate(objective, batch);
				loss += evaluation.loss();
				final float[] logits = evaluation.logits();
				final int voxels = (int) Tensor.length(batch.sizeZyx());
				for (int n = 0; n < batch.n(); n++) {
					for (int i = 0; i < voxels; i++) {
						final boolean isNode = batch.target()[n * voxels + i] > 0;
						final boolean saysNode = logits[(2 * n + 1) * voxels + i] > logits[2 * n * voxels + i];
						if (isNode) truth++;
						if (saysNode) predicted++;
						if (isNode && saysNode) both++;
					}
				}
			}
		}
		return new Result(loss / batches, truth + predicted == 0 ? 1 : 2.0 * both / (truth + predicted));
	}
}
