package org.lymphatlas.training;

import java.util.List;
import java.util.Optional;

import org.lymphatlas.network.NetworkEngine;
import org.lymphatlas.network.SemiSupervisedObjective;
import org.lymphatlas.network.SupervisedObjective;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.Weights;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.training.augmentation.IntensityAugmentation;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/** Puts together, as the preset says, where batches for learning and for validation come from. */
final class TrainingBatches {

	/** Sets the stream of cases without annotation apart. */
	private static final long UNLABELLED = 0x5eed;

	private final TrainingOptions options;
	private final SupervisedObjective objective;
	private final PatchSampler annotated;
	private final List<TrainingCase> unlabelled;
	private final Optional<PatchSampler> validation;

	/** @throws InputException naming cases that do not serve */
	TrainingBatches(final TrainingOptions options, final List<TrainingCase> training,
		final List<TrainingCase> validation)
	{
		this.options = options;
		final TrainingPreset preset = options.preset();
		objective = new SupervisedObjective(options.network(), preset.loss(), options.batchSize(), options.patchZyx());
		unlabelled = preset.semiSupervision() == SemiSupervision.NONE ? List.of() : training.stream().filter(c -> c
			.annotation() == Annotation.NONE).toList();
		annotated = sampler(training.stream().filter(c -> !unlabelled.contains(c)).toList(), preset.sampling(), preset
			.augmentation(), options.seed());
		this.validation = options.validationIterations() == 0 ? Optional.empty() : Optional.of(sampler(validation, preset
			.sampling().validation(), Augmentation.none(), ~options.seed()));
		if (preset.semiSupervision() != SemiSupervision.NONE) unlabelledSampler();
	}

	private PatchSampler sampler(final List<TrainingCase> cases, final Sampling sampling,
		final Augmentation augmentation, final long seed)
	{
		final TrainingPreset preset = options.preset();
		final GaussianRampUp ginShare = new GaussianRampUp(options.schedule().rampUpEpochs());
		return new PatchSampler(cases, preset.channels(), options.patchZyx(), options.batchSize(), sampling, augmentation,
			index -> ginShare.at(index / options.iterations()), preset.atlasWeighted(), seed);
	}

	/**
	 * The teacher's view is augmented as nnU-Net does it, the student's CT by random textures, noise and contrast on top;
	 * at their full strength, since a semi-supervised run begins with a network that has learnt.
	 */
	private UnlabelledSampler unlabelledSampler() {
		final Augmentation preset = options.preset().augmentation();
		final Augmentation weak = new Augmentation(preset.spatial(), preset.interpolation(), preset.intensity(), Augmentation
			.none().textures());
		final Augmentation strong = new Augmentation(preset.spatial(), preset.interpolation(), IntensityAugmentation.none(),
			Augmentation.ginIpa().textures());
		return new UnlabelledSampler(unlabelled, options.preset().channels(), options.patchZyx(), options.batchSize(), options
			.preset().sampling(), weak, strong, index -> 1, options.seed() ^ UNLABELLED);
	}

	/** A teacher starts as its student does. */
	Optional<Weights> initialTeacher() {
		return options.preset().semiSupervision() == SemiSupervision.NONE ? Optional.empty() : Optional.of(options.start()
			.weights());
	}

	/** What the steps from a checkpoint on learn from. */
	Supervision supervision(final Checkpoint from, final NetworkEngine engine) {
		if (options.preset().semiSupervision() == SemiSupervision.NONE) return new Supervised(objective, annotated);
		final Weights weights = from.teacher().orElseThrow(() -> new InputException("The checkpoint holds no teacher"));
		final Progress progress = from.progress();
		return new SemiSupervised(new SemiSupervisedObjective(objective, options.network()), annotated, unlabelledSampler(),
			options.preset().semiSupervision(), new Teacher(engine.predictor(options.network(), weights, options.device()),
				weights), options.epochs(), (long) progress.epoch() * options.iterations() + progress.iteration());
	}

	/** Always against the annotation, whatever training learns from besides; empty without validation. */
	Optional<Validation.Result> validate(final Trainer trainer, final int epoch, final Task task) {
		return validation.map(sampler -> Validation.of(trainer, objective, sampler, epoch, options.validationIterations(),
			task));
	}
}
