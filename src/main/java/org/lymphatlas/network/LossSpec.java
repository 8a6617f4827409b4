package org.lymphatlas.network;

import org.lymphatlas.volume.InputException;

/**
 * A weighted sum of cross-entropy, Dice and Tversky loss, for two classes.
 *
 * @param ceWeight weight of the mean voxel cross-entropy
 * @param diceWeight weight of minus the batch Dice coefficient of the foreground
 * @param tverskyWeight weight of one minus the Tversky index of the foreground, per sample
 * @param tverskyFp false positives' weight in the Tversky index
 * @param tverskyFn false negatives' weight in the Tversky index
 * @param form how voxel weights enter the Dice term
 * @param weightedHeads in which heads they do
 */
public record LossSpec(double ceWeight, double diceWeight, double tverskyWeight, double tverskyFp, double tverskyFn,
		DiceForm form, WeightedHeads weightedHeads) {

	/** Voxels are weighted in every head. */
	public LossSpec(final double ceWeight, final double diceWeight, final double tverskyWeight, final double tverskyFp,
			final double tverskyFn, final DiceForm form) {
		this(ceWeight, diceWeight, tverskyWeight, tverskyFp, tverskyFn, form, WeightedHeads.ALL);
	}

	public LossSpec {
		for (final double weight : new double[] { ceWeight, diceWeight, tverskyWeight, tverskyFp, tverskyFn }) {
			if (!(weight >= 0) || !Double.isFinite(weight)) {
				throw new InputException("The loss has a weight of " + weight + ": weights are numbers from 0");
			}
		}
		if (ceWeight + diceWeight + tverskyWeight == 0) {
			throw new InputException("All weights of the loss are 0: there is nothing to minimise");
		}
		if (tverskyWeight > 0 && tverskyFp + tverskyFn == 0) {
			throw new InputException("The Tversky index weighs neither false positives nor false negatives: it is always 1");
		}
	}

	/** Paper A: 0.25 cross-entropy, 0.25 atlas-weighted Dice, 0.5 Tversky (0.25 false positives, 0.75 false negatives). */
	public static LossSpec paperA() {
		return new LossSpec(0.25, 0.25, 0.5, 0.25, 0.75, DiceForm.EFFECTIVE);
	}

	/** nnU-Net's default: cross-entropy and Dice, equal weights. */
	public static LossSpec ceAndDice() {
		return new LossSpec(1, 1, 0, 0.5, 0.5, DiceForm.EFFECTIVE);
	}

	/** The same terms with other weights. */
	public LossSpec withWeights(final double ce, final double dice, final double tversky) {
		return new LossSpec(ce, dice, tversky, tverskyFp, tverskyFn, form, weightedHeads);
	}

	/** The same with other weights of errors in the Tversky index. */
	public LossSpec withTversky(final double falsePositives, final double falseNegatives) {
		return new LossSpec(ceWeight, diceWeight, tverskyWeight, falsePositives, falseNegatives, form, weightedHeads);
	}

	/** The same with another form of the Dice term. */
	public LossSpec withForm(final DiceForm other) {
		return new LossSpec(ceWeight, diceWeight, tverskyWeight, tverskyFp, tverskyFn, other, weightedHeads);
	}

	/** The same with voxels weighted in other heads. */
	public LossSpec withWeightedHeads(final WeightedHeads other) {
		return new LossSpec(ceWeight, diceWeight, tverskyWeight, tverskyFp, tverskyFn, form, other);
	}
}
