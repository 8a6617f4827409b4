package org.lymphatlas.training;

import java.util.List;
import java.util.Optional;

import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.NetworkEngine;
import org.lymphatlas.network.ReconstructionObjective;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/** CTs that are to be restored, whatever their annotation, in training and validation alike. */
final class RestorationBatches implements Curriculum {

	private final TrainingOptions options;
	private final Restoration training;
	private final Optional<Restoration> validation;

	/** @throws InputException if there is no case, or the preset asks for more than CTs and Model Genesis */
	RestorationBatches(final TrainingOptions options, final Learning.SelfSupervised learning,
		final List<TrainingCase> training, final List<TrainingCase> validation)
	{
		final TrainingPreset preset = options.preset();
		if (!preset.channels().equals(List.of(InputChannel.CT)) || !preset.augmentation().equals(Augmentation.none()))
			throw new InputException("Preset '" + preset.name() + "' restores CTs that it corrupts in its own way: it has the " +
				"CT as its only channel, and no other augmentation");
		this.options = options;
		final ReconstructionObjective objective = learning.objective(options.network(), options.batchSize(), options
			.patchZyx());
		this.training = restoration(objective, training, preset.sampling(), options.seed());
		this.validation = options.validationIterations() == 0 ? Optional.empty() : Optional.of(restoration(objective,
			validation, preset.sampling().validation(), ~options.seed()));
	}

	private Restoration restoration(final ReconstructionObjective objective, final List<TrainingCase> cases,
		final Sampling sampling, final long seed)
	{
		return new Restoration(objective, new RestorationSampler(cases, options.patchZyx(), options.batchSize(), sampling,
			options.ctNormalization(), seed), seed);
	}

	@Override
	public long multiplyAdds() {
		return training.objective().multiplyAdds();
	}

	@Override
	public Supervision supervision(final Checkpoint from, final NetworkEngine engine) {
		return training;
	}

	@Override
	public Optional<Validation.Result> validate(final Trainer trainer, final int epoch, final Task task) {
		return validation.map(restoration -> Validation.of(trainer, restoration, epoch, options.validationIterations(),
			task));
	}
}
