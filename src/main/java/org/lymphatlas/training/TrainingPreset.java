package org.lymphatlas.training;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.OptimizerSpec;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.volume.InputException;

/**
 * A way of training, apart from its length and size.
 *
 * @param name as users type it
 * @param channels what the network reads
 * @param loss what is minimised
 * @param atlasWeighted whether the Dice term weighs voxels by {@link LossWeightMap}
 * @param optimizer how
 * @param learningRate of the first epoch
 * @param twoPhases whether the rate falls as {@link LearningRateSchedule#twoPhases} or {@link LearningRateSchedule#poly}
 * @param sampling how patches are drawn
 * @param augmentation and changed
 * @param semiSupervision what becomes of cases without annotation
 */
public record TrainingPreset(String name, List<InputChannel> channels, LossSpec loss, boolean atlasWeighted,
	OptimizerSpec optimizer, double learningRate, boolean twoPhases, Sampling sampling, Augmentation augmentation,
	SemiSupervision semiSupervision)
{

	private static final double LEARNING_RATE = 0.01;

	/** nnU-Net as it is: CT only, cross-entropy and Dice, no oversampling of full annotations. */
	public static TrainingPreset baseline() {
		return new TrainingPreset("baseline", List.of(InputChannel.CT), LossSpec.ceAndDice(), false, OptimizerSpec.nnunet(),
			LEARNING_RATE, false, Sampling.nnunet(), Augmentation.nnunet(), SemiSupervision.NONE);
	}

	/**
	 * Paper A: priors as channels, 0.25 cross-entropy, 0.25 atlas-weighted Dice, 0.5 Tversky, two phases, random textures of
	 * the CT.
	 */
	public static TrainingPreset atlasPriors() {
		return new TrainingPreset("atlas-priors", List.of(InputChannel.CT, InputChannel.DISTANCE, InputChannel.PROBABILITY),
			LossSpec.paperA(), true, OptimizerSpec.nnunet(), LEARNING_RATE, true, Sampling.standard(), Augmentation.ginIpa(),
			SemiSupervision.NONE);
	}

	/** @throws InputException naming the presets there are */
	public static TrainingPreset byName(final String name) {
		return switch (name.toLowerCase(Locale.ROOT)) {
			case "baseline" -> baseline();
			case "atlas-priors" -> atlasPriors();
			default -> throw new InputException("There is no preset '" + name + "': choose atlas-priors or baseline");
		};
	}

	public LearningRateSchedule schedule(final int epochs) {
		return twoPhases ? LearningRateSchedule.twoPhases(learningRate, epochs) : LearningRateSchedule.poly(learningRate,
			epochs);
	}

	/** The same but for what is changed: {@code preset.with(p -> p.sampling = Sampling.standard())}. */
	public TrainingPreset with(final Consumer<Draft> changes) {
		final Draft draft = new Draft(this);
		changes.accept(draft);
		return draft.preset();
	}

	/** A preset whose parts may be set one by one; their meaning is that of {@link TrainingPreset}. */
	public static final class Draft {

		public final String name;
		public List<InputChannel> channels;
		public LossSpec loss;
		public boolean atlasWeighted;
		public OptimizerSpec optimizer;
		public double learningRate;
		public boolean twoPhases;
		public Sampling sampling;
		public Augmentation augmentation;
		public SemiSupervision semiSupervision;

		private Draft(final TrainingPreset from) {
			name = from.name;
			channels = from.channels;
			loss = from.loss;
			atlasWeighted = from.atlasWeighted;
			optimizer = from.optimizer;
			learningRate = from.learningRate;
			twoPhases = from.twoPhases;
			sampling = from.sampling;
			augmentation = from.augmentation;
			semiSupervision = from.semiSupervision;
		}

		private TrainingPreset preset() {
			return new TrainingPreset(name, channels, loss, atlasWeighted, optimizer, learningRate, twoPhases, sampling,
				augmentation, semiSupervision);
		}
	}
}
