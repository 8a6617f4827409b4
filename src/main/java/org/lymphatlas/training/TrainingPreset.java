package org.lymphatlas.training;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.OptimizerSpec;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.volume.InputException;

/**
 * A way of training, apart from its length and size.
 *
 * @param name as users type it
 * @param channels what the network reads
 * @param preprocessing what becomes of CTs before it reads them
 * @param network kind of the network, one of {@link NetworkSpec}'s
 * @param learning what it learns from, and what is minimised
 * @param optimizer how
 * @param learningRate of the first epoch
 * @param twoPhases whether the rate falls as {@link LearningRateSchedule#twoPhases} or {@link LearningRateSchedule#poly}
 * @param sampling how patches are drawn
 * @param augmentation and changed
 * @param keep which weights become the model where there is a validation
 */
public record TrainingPreset(String name, List<InputChannel> channels, Preprocessing preprocessing, String network,
	Learning learning, OptimizerSpec optimizer, double learningRate, boolean twoPhases, Sampling sampling,
	Augmentation augmentation, TrainingOptions.Keep keep)
{

	/** Every preset, as users type it. */
	public static final List<String> NAMES = List.of("lymphatlas", "atlas-priors", "dbdmp", "baseline",
		"model-genesis");

	private static final double LEARNING_RATE = 0.01;

	/** What paper A's networks read. */
	public static final List<InputChannel> PRIORS = List.of(InputChannel.CT, InputChannel.DISTANCE,
		InputChannel.PROBABILITY);

	/** @throws InputException if one branch of the network would learn nothing */
	public TrainingPreset {
		if (learning instanceof Learning.Annotated && network.equals(NetworkSpec.DUAL_BRANCH_VNET)) throw new InputException(
			"network=" + network + ": the second branch learns from pseudo labels, of which preset=" + name +
				" has none; choose network=" + NetworkSpec.VNET);
		channels = List.copyOf(channels);
	}

	/** nnU-Net as it is: CT only, cross-entropy and Dice, no oversampling of full annotations. */
	public static TrainingPreset baseline() {
		return new TrainingPreset("baseline", List.of(InputChannel.CT), Preprocessing.PAPER_A,
			NetworkSpec.RESIDUAL_ENCODER_UNET, new Learning.Annotated(LossSpec.ceAndDice(), false, SemiSupervision.NONE),
			OptimizerSpec.nnunet(), LEARNING_RATE, false, Sampling.nnunet(), Augmentation.nnunet(), TrainingOptions.Keep.BEST);
	}

	/**
	 * Paper A: priors as channels, 0.25 cross-entropy, 0.25 atlas-weighted Dice, 0.5 Tversky, two phases, random textures of
	 * the CT.
	 */
	public static TrainingPreset atlasPriors() {
		return new TrainingPreset("atlas-priors", PRIORS, Preprocessing.PAPER_A, NetworkSpec.RESIDUAL_ENCODER_UNET,
			new Learning.Annotated(LossSpec.paperA(), true, SemiSupervision.NONE), OptimizerSpec.nnunet(),
			LEARNING_RATE, true, Sampling.standard(), Augmentation.ginIpa(), TrainingOptions.Keep.BEST);
	}

	/** Paper B: CT only, a dual-branch V-Net that gives pseudo labels to what is not annotated, the last weights. */
	public static TrainingPreset dbdmp() {
		return new TrainingPreset("dbdmp", List.of(InputChannel.CT), Preprocessing.PAPER_B,
			NetworkSpec.DUAL_BRANCH_VNET, Learning.Partial.paperB(), OptimizerSpec.nnunet().withMomentum(0.9),
			LEARNING_RATE, false, Sampling.paperB(), Augmentation.nnunet(), TrainingOptions.Keep.LAST);
	}

	/** Paper B's pre-training: the dual-branch V-Net restores corrupted CTs. Its model segments nothing. */
	public static TrainingPreset modelGenesis() {
		return new TrainingPreset("model-genesis", List.of(InputChannel.CT), Preprocessing.PAPER_B,
			NetworkSpec.DUAL_BRANCH_VNET, new Learning.SelfSupervised(false), OptimizerSpec.nnunet(), LEARNING_RATE,
			false, Sampling.anywhere(), Augmentation.none(), TrainingOptions.Keep.LAST);
	}

	/**
	 * Both papers together: paper A's channels, random textures and sampling, paper B's network and pseudo labels. Half of the
	 * patches come without priors. What the atlas says of voxels that are not annotated is an option
	 * ({@link org.lymphatlas.network.PriorBelief}).
	 */
	public static TrainingPreset lymphatlas() {
		return new TrainingPreset("lymphatlas", PRIORS, Preprocessing.PAPER_A, NetworkSpec.DUAL_BRANCH_VNET, Learning.Partial
			.paperB().withoutPartialCe(), OptimizerSpec.nnunet().withMomentum(0.9), LEARNING_RATE, false, Sampling.standard()
				.withPriorsWithheld(0.5), Augmentation.ginIpa(), TrainingOptions.Keep.LAST);
	}

	/** @throws InputException naming the presets there are */
	public static TrainingPreset byName(final String name) {
		return switch (name.toLowerCase(Locale.ROOT)) {
			case "baseline" -> baseline();
			case "atlas-priors" -> atlasPriors();
			case "dbdmp" -> dbdmp();
			case "lymphatlas" -> lymphatlas();
			case "model-genesis" -> modelGenesis();
			default -> throw new InputException("There is no preset '" + name + "': choose " + String.join(", ", NAMES));
		};
	}

	/** Whether a case must have the atlas' distance and probability. Else its CT and nodes suffice. */
	public boolean needsPriors() {
		return !channels.equals(List.of(InputChannel.CT)) || learning.readsAtlas();
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
		public Preprocessing preprocessing;
		public String network;
		public Learning learning;
		public OptimizerSpec optimizer;
		public double learningRate;
		public boolean twoPhases;
		public Sampling sampling;
		public Augmentation augmentation;
		public TrainingOptions.Keep keep;

		private Draft(final TrainingPreset from) {
			name = from.name;
			channels = from.channels;
			preprocessing = from.preprocessing;
			network = from.network;
			learning = from.learning;
			optimizer = from.optimizer;
			learningRate = from.learningRate;
			twoPhases = from.twoPhases;
			sampling = from.sampling;
			augmentation = from.augmentation;
			keep = from.keep;
		}

		/** Changes how annotations are learnt from, in a preset that takes them for the truth. */
		public void annotated(final UnaryOperator<Learning.Annotated> change) {
			if (!(learning instanceof Learning.Annotated annotated)) throw new InputException("The preset '" + name +
				"' does not take annotations for the truth");
			learning = change.apply(annotated);
		}

		/** Changes how partial annotations are learnt from, in a preset that makes pseudo labels. */
		public void partial(final UnaryOperator<Learning.Partial> change) {
			if (!(learning instanceof Learning.Partial partial)) throw new InputException("The preset '" + name +
				"' makes no pseudo labels");
			learning = change.apply(partial);
		}

		private TrainingPreset preset() {
			return new TrainingPreset(name, channels, preprocessing, network, learning, optimizer, learningRate, twoPhases,
				sampling, augmentation, keep);
		}
	}
}
