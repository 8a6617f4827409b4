package org.lymphatlas.training;

import java.util.List;
import java.util.Optional;

import org.lymphatlas.network.NetworkEngine;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.Weights;
import org.scijava.task.Task;

/** What a run learns from and how it is judged, put together as its preset says. */
interface Curriculum {

	/** @throws org.lymphatlas.volume.InputException naming cases that do not serve */
	static Curriculum of(final TrainingOptions options, final List<TrainingCase> training,
		final List<TrainingCase> validation)
	{
		return options.preset().learning() instanceof Learning.SelfSupervised learning ? new RestorationBatches(options,
			learning, training, validation) : new TrainingBatches(options, training, validation);
	}

	/** Of a step's forward run. */
	long multiplyAdds();

	/** Weights that walk along from the beginning, where there are any. */
	default Optional<Weights> initialTeacher() {
		return Optional.empty();
	}

	/** What the steps from a checkpoint on learn from. */
	Supervision supervision(Checkpoint from, NetworkEngine engine);

	/** Empty without validation. */
	Optional<Validation.Result> validate(Trainer trainer, int epoch, Task task);
}
