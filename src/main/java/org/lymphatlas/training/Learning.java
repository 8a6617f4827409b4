package org.lymphatlas.training;

import org.lymphatlas.network.DualBranchObjective;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.PartialLossSpec;
import org.lymphatlas.network.ReconstructionObjective;
import org.lymphatlas.network.SemiSupervisedObjective;
import org.lymphatlas.network.SupervisedObjective;
import org.lymphatlas.network.VNetDropout;
import org.lymphatlas.volume.InputException;

/** What a network learns from, and what it minimises. */
public sealed interface Learning {

	/**
	 * What every step minimises.
	 *
	 * @param samples patches in a batch
	 * @throws InputException if the network does not serve
	 */
	Objective objective(NetworkSpec network, int samples, int[] patchZyx);

	/** Whether cases without annotation teach something. */
	default boolean usesUnlabelled() {
		return false;
	}

	/** Whether the atlas probability takes part in what is minimised, beside what the network reads. */
	default boolean readsAtlas() {
		return false;
	}

	/** Of the network: a logit for background and one for nodes, or the restored values. */
	int outputChannels();

	/** From annotated nodes: the network segments them. */
	sealed interface Segmenting extends Learning {

		/** What validation measures, against the annotation alone: cross-entropy, Dice and Tversky loss. */
		LossSpec validationLoss();

		@Override
		default int outputChannels() {
			return 2;
		}
	}

	/**
	 * From annotations that are taken for the truth (paper A), and from a teacher's labels.
	 *
	 * @param loss what is minimised
	 * @param atlasWeighted whether the Dice term weighs voxels by {@link LossWeightMap}
	 * @param semiSupervision what becomes of cases without annotation
	 */
	record Annotated(LossSpec loss, boolean atlasWeighted, SemiSupervision semiSupervision) implements Segmenting {

		@Override
		public Objective objective(final NetworkSpec network, final int samples, final int[] patchZyx) {
			final SupervisedObjective supervised = new SupervisedObjective(network, loss, samples, patchZyx);
			return usesUnlabelled() ? new SemiSupervisedObjective(supervised, network) : supervised;
		}

		@Override
		public LossSpec validationLoss() {
			return loss;
		}

		@Override
		public boolean usesUnlabelled() {
			return semiSupervision != SemiSupervision.NONE;
		}

		@Override
		public boolean readsAtlas() {
			return atlasWeighted || usesUnlabelled();
		}

		/** The same with another loss. */
		public Annotated withLoss(final LossSpec other) {
			return new Annotated(other, atlasWeighted, semiSupervision);
		}

		/** The same, with or without voxels weighed. */
		public Annotated withAtlasWeighted(final boolean wanted) {
			return new Annotated(loss, wanted, semiSupervision);
		}

		/** The same with other use of cases without annotation. */
		public Annotated withSemiSupervision(final SemiSupervision other) {
			return new Annotated(loss, atlasWeighted, other);
		}
	}

	/**
	 * From annotations that lack nodes: what is not annotated gets its labels from the two branches of the network
	 * (paper B).
	 *
	 * @param loss what is minimised
	 * @param rampUpShare share of all epochs after which pseudo labels have their full weight; paper B's 99 of 300
	 * @param trust how far annotations are believed where the loss asks for it
	 * @param encoderDropout whether there is dropout in the encoder, too, see {@link VNetDropout}
	 */
	record Partial(PartialLossSpec loss, double rampUpShare, AnnotationTrust trust, boolean encoderDropout) implements
		Segmenting
	{

		private static final double PAPER_B_RAMP_UP = 99.0 / 300;

		public Partial {
			if (!(rampUpShare >= 0 && rampUpShare <= 1)) throw new InputException("The ramp-up takes the share " + rampUpShare +
				" of the epochs: 0 to 1 is possible");
		}

		/** As published. */
		public static Partial paperB() {
			return new Partial(PartialLossSpec.paperB(), PAPER_B_RAMP_UP, AnnotationTrust.STANDARD, false);
		}

		/**
		 * The same without partial cross-entropy, which made networks of some thousand steps find nodes everywhere
		 * (docs/partial-annotations.md).
		 */
		public Partial withoutPartialCe() {
			return new Partial(loss.withoutPartialCe(), rampUpShare, trust, encoderDropout);
		}

		@Override
		public DualBranchObjective objective(final NetworkSpec network, final int samples, final int[] patchZyx) {
			return new DualBranchObjective(loss, new VNetDropout(network, encoderDropout, samples, patchZyx));
		}

		@Override
		public boolean readsAtlas() {
			return loss.belief().usesTrust();
		}

		@Override
		public LossSpec validationLoss() {
			return LossSpec.ceAndDice();
		}

		/** The weight of the pseudo labels' loss (equation 11). */
		double pseudoWeight(final int epoch, final int epochs) {
			final int rampUpEpochs = (int) Math.round(rampUpShare * epochs);
			return loss.lambda() * (rampUpEpochs == 0 ? 1 : new GaussianRampUp(rampUpEpochs).at(epoch));
		}
	}

	/**
	 * From CTs alone: patches are corrupted as by Model Genesis, and the network restores them (paper B, 3.2). Its weights
	 * are what a training on annotated cases may start from.
	 *
	 * @param encoderDropout whether there is dropout in the encoder, too, see {@link VNetDropout}
	 */
	record SelfSupervised(boolean encoderDropout) implements Learning {

		@Override
		public ReconstructionObjective objective(final NetworkSpec network, final int samples, final int[] patchZyx) {
			return new ReconstructionObjective(new VNetDropout(network, encoderDropout, samples, patchZyx));
		}

		@Override
		public int outputChannels() {
			return 1;
		}

		@Override
		public boolean usesUnlabelled() {
			return true;
		}
	}
}
