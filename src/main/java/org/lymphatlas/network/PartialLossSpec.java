package org.lymphatlas.network;

import org.lymphatlas.volume.InputException;

/**
 * Paper B's objective (Wang et al., equations 2 to 11) with each of its parts and parameters to be chosen.
 *
 * @param ceWeight weight of the plain cross-entropy against the annotation, which takes what is not annotated for
 *          background
 * @param sceWeight weight of the symmetric cross-entropy (equation 2)
 * @param gamma weight of the cross-entropy against the annotation in the symmetric one
 * @param pceWeight weight of the cross-entropy over annotated voxels (equation 3)
 * @param tverskyWeight weight of the Tversky loss (equation 4)
 * @param alpha false positives' weight in the Tversky index; false negatives' is 1 - alpha
 * @param pseudoLoss what pseudo labels are learned by
 * @param temperature of the sharpening (equation 7), tau
 * @param lambda final weight of the pseudo labels' loss (equation 11)
 * @param belief what is believed of voxels that are not annotated; not in the paper
 */
public record PartialLossSpec(double ceWeight, double sceWeight, double gamma, double pceWeight, double tverskyWeight,
		double alpha, PseudoLoss pseudoLoss, double temperature, double lambda, PriorBelief belief) {

	/** What pseudo labels are learned by. */
	public enum PseudoLoss {
		/** Dice of each branch with the pseudo label. */
		DICE,
		/** Cross-entropy where the branches agree, and their divergence (equation 9). */
		CONSENSUS,
		/**
		 * The same with the pseudo label cut to an integer, as the paper's program has it by mistake: what is not annotated
		 * is background, whatever the branches say.
		 */
		TRUNCATED
	}

	/** @throws InputException naming the parameter that is out of range */
	public PartialLossSpec {
		final double sum = ceWeight + sceWeight + pceWeight + tverskyWeight;
		require(ceWeight >= 0 && sceWeight >= 0 && pceWeight >= 0 && tverskyWeight >= 0 && sum > 0 && Double.isFinite(sum),
			"the weights must be finite and not negative, nor all 0");
		require(gamma >= 0 && Double.isFinite(gamma), "gamma is " + gamma + "; it must not be negative");
		require(alpha > 0 && alpha < 1, "alpha is " + alpha + "; it lies between 0 and 1");
		require(temperature > 0 && Double.isFinite(temperature), "the temperature is " + temperature
			+ "; it must be positive");
		require(lambda >= 0 && Double.isFinite(lambda), "lambda is " + lambda + "; it must not be negative");
	}

	/** The paper's, which believes nothing beforehand. */
	public PartialLossSpec(final double ceWeight, final double sceWeight, final double gamma, final double pceWeight,
			final double tverskyWeight, final double alpha, final PseudoLoss pseudoLoss, final double temperature,
			final double lambda) {
		this(ceWeight, sceWeight, gamma, pceWeight, tverskyWeight, alpha, pseudoLoss, temperature, lambda, PriorBelief.NONE);
	}

	/** As published: SCE + PCE + Tversky, consensus; gamma 0.8, alpha 0.4, tau 0.3, lambda 2. */
	public static PartialLossSpec paperB() {
		return new PartialLossSpec(0, 1, 0.8, 1, 1, 0.4, PseudoLoss.CONSENSUS, 0.3, 2);
	}

	/** The same without partial cross-entropy: of {@link #paperB} row d of the paper's table 1. */
	public PartialLossSpec withoutPartialCe() {
		return new PartialLossSpec(ceWeight, sceWeight, gamma, 0, tverskyWeight, alpha, pseudoLoss, temperature, lambda,
			belief);
	}

	/** The same with another belief. */
	public PartialLossSpec withBelief(final PriorBelief other) {
		return new PartialLossSpec(ceWeight, sceWeight, gamma, pceWeight, tverskyWeight, alpha, pseudoLoss, temperature,
			lambda, other);
	}

	private static void require(final boolean condition, final String message) {
		if (!condition) {
			throw new InputException("The loss for partial annotations cannot be used: " + message + ".");
		}
	}
}
