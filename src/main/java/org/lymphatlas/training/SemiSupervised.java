package org.lymphatlas.training;

import java.util.Map;
import java.util.Optional;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.SemiSupervisedObjective;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.Weights;

/**
 * Annotated patches, and as many without annotation whose labels a teacher gives: it sees them weakly augmented, the
 * student strongly.
 */
final class SemiSupervised implements Supervision {

	private final Objective objective;
	private final PatchSampler annotated;
	private final UnlabelledSampler unlabelled;
	private final SemiSupervision way;
	private final Teacher teacher;
	private final int epochs;
	private long step;

	/** @param step of the run that comes next, from 0 */
	SemiSupervised(final Objective objective, final PatchSampler annotated, final UnlabelledSampler unlabelled,
		final SemiSupervision way, final Teacher teacher, final int epochs, final long step)
	{
		this.objective = objective;
		this.annotated = annotated;
		this.unlabelled = unlabelled;
		this.way = way;
		this.teacher = teacher;
		this.epochs = epochs;
		this.step = step;
	}

	@Override
	public Objective objective() {
		return objective;
	}

	@Override
	public Batch draw(final int epoch, final long index) {
		return annotated.batch(epoch, index).with(unlabelled.tensors(epoch, index));
	}

	@Override
	public Batch complete(final Batch drawn, final int epoch) {
		final SemiSupervision.PseudoLabels labels = way.labels(teacher.probability(drawn.get(UnlabelledSampler.TEACHER_INPUT)),
			drawn.get(UnlabelledSampler.ATLAS_PROBABILITY).values(), (double) epoch / epochs);
		final int[] shape = drawn.get(UnlabelledSampler.ATLAS_PROBABILITY).shape();
		return drawn.with(Map.of(SemiSupervisedObjective.PSEUDO_LABEL, new Tensor(shape, labels.label()),
			SemiSupervisedObjective.PSEUDO_WEIGHT, new Tensor(shape, labels.weight())));
	}

	@Override
	public void follow(final Trainer trainer) {
		teacher.follow(trainer.weights(), step++);
	}

	@Override
	public Optional<Weights> teacher() {
		return Optional.of(teacher.weights());
	}

	@Override
	public void close() {
		teacher.close();
	}
}
