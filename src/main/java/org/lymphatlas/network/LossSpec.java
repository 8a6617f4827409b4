package org.lymphatlas.network;

/**
 * A weighted sum of cross-entropy, Dice and Tversky loss, for two classes.
 *
 * @param ceWeight weight of the mean voxel cross-entropy
 * @param diceWeight weight of minus the batch Dice coefficient of the foreground
 * @param tverskyWeight weight of one minus the Tversky index of the foreground, per sample
 * @param tverskyFp false positives' weight in the Tversky index
 * @param tverskyFn false negatives' weight in the Tversky index
 * @param form how voxel weights enter the Dice term
 */
public record LossSpec(double ceWeight, double diceWeight, double tverskyWeight, double tverskyFp, double tverskyFn,
		DiceForm form) {

	/** Paper A: 0.25 cross-entropy, 0.25 atlas-weighted Dice, 0.5 Tversky (0.25 false positives, 0.75 false negatives). */
	public static LossSpec paperA() {
		return new LossSpec(0.25, 0.25, 0.5, 0.25, 0.75, DiceForm.EFFECTIVE);
	}

	/** nnU-Net's default: cross-entropy and Dice, equal weights. */
	public static LossSpec ceAndDice() {
		return new LossSpec(1, 1, 0, 0.5, 0.5, DiceForm.EFFECTIVE);
	}
}
