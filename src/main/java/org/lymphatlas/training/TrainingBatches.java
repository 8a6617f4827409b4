package org.lymphatlas.training;

import java.util.List;
import java.util.Optional;

import org.lymphatlas.network.NetworkEngine;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.SupervisedObjective;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.Weights;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.training.augmentation.IntensityAugmentation;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/** Where batches for learning from annotated nodes, and for validation, come from. */
final class TrainingBatches implements Curriculum {

	/** Paper A's. */
	static final VoxelWeights ATLAS_WEIGHTED = (annotation, probability, target, sizeZyx) -> LossWeightMap.of(probability,
		target, sizeZyx);
	/** Sets the stream of cases without annotation apart. */
	private static final long UNLABELLED = 0x5eed;

	private final TrainingOptions options;
	private final Objective objective;
	private final SupervisedObjective validated;
	private final PatchSampler annotated;
	private final List<TrainingCase> unlabelled;
	private final Optional<PatchSampler> validation;

	/** @throws InputException naming cases that do not serve */
	TrainingBatches(final TrainingOptions options, final List<TrainingCase> training,
		final List<TrainingCase> validation)
	{
		this.options = options;
		final TrainingPreset preset = options.preset();
		final Learning.Segmenting learning = (Learning.Segmenting) preset.learning();
		objective = learning.objective(options.network(), options.batchSize(), options.patchZyx());
		validated = new SupervisedObjective(options.network(), learning.validationLoss(), options.batchSize(), options
			.patchZyx());
		unlabelled = learning.usesUnlabelled() ? training.stream().filter(c -> c.annotation() == Annotation.NONE)
			.toList() : List.of();
		annotated = sampler(training.stream().filter(c -> !unlabelled.contains(c)).toList(), preset.sampling(), preset
			.augmentation(), weights(learning), options.seed());
		this.validation = options.validationIterations() == 0 ? Optional.empty() : Optional.of(sampler(validation, preset
			.sampling().validation(), Augmentation.none(), learning instanceof Learning.Partial ? VoxelWeights.UNIFORM : weights(
				learning), ~options.seed()));
		if (learning.usesUnlabelled()) unlabelledSampler();
	}

	private PatchSampler sampler(final List<TrainingCase> cases, final Sampling sampling,
		final Augmentation augmentation, final VoxelWeights weights, final long seed)
	{
		final TrainingPreset preset = options.preset();
		final GaussianRampUp ginShare = new GaussianRampUp(options.schedule().rampUpEpochs());
		return new PatchSampler(cases, preset.channels(), options.patchZyx(), options.batchSize(), sampling, augmentation,
			index -> ginShare.at(index / options.iterations()), weights, seed);
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
	@Override
	public Optional<Weights> initialTeacher() {
		return options.preset().learning().usesUnlabelled() ? Optional.of(options.start().weights()) : Optional.empty();
	}

	@Override
	public long multiplyAdds() {
		return objective.multiplyAdds();
	}

	@Override
	public Supervision supervision(final Checkpoint from, final NetworkEngine engine) {
		final Learning learning = options.preset().learning();
		if (learning instanceof Learning.Partial partial) return new PartiallyAnnotated(partial.objective(options.network(),
			options.batchSize(), options.patchZyx()), partial, annotated, options.epochs(), options.seed());
		if (learning instanceof Learning.Annotated way && way.usesUnlabelled()) return semiSupervised(way.semiSupervision(),
			from, engine);
		return new Supervised(objective, annotated);
	}

	private Supervision semiSupervised(final SemiSupervision way, final Checkpoint from, final NetworkEngine engine) {
		final Weights weights = from.teacher().orElseThrow(() -> new InputException("The checkpoint holds no teacher"));
		final Progress progress = from.progress();
		final Teacher teacher = new Teacher(engine.predictor(options.network(), weights, options.device()), weights);
		return new SemiSupervised(objective, annotated, unlabelledSampler(), way, teacher, options.epochs(), (long) progress
			.epoch() * options.iterations() + progress.iteration());
	}

	/**
	 * In training. Validation is to say the same whatever training trusts, so there all voxels of a partial annotation
	 * count.
	 */
	private static VoxelWeights weights(final Learning learning) {
		if (learning instanceof Learning.Partial partial && partial.readsAtlas()) return partial.trust();
		return learning instanceof Learning.Annotated way && way.atlasWeighted() ? ATLAS_WEIGHTED : VoxelWeights.UNIFORM;
	}

	/** Always against the annotation, whatever training learns from besides. */
	@Override
	public Optional<Validation.Result> validate(final Trainer trainer, final int epoch, final Task task) {
		return validation.map(sampler -> Validation.of(trainer, validated, sampler, epoch, options.validationIterations(),
			task));
	}
}
