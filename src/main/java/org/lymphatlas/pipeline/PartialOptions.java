package org.lymphatlas.pipeline;

import java.util.Map;

import org.lymphatlas.network.PartialLossSpec;
import org.lymphatlas.training.Learning;
import org.lymphatlas.volume.InputException;

/**
 * What of a preset for partial annotations the user wants otherwise, as typed. Everywhere {@code preset} leaves it as it is.
 *
 * @param annotationLosses weights of cross-entropy, symmetric and partial cross-entropy and Tversky loss against the
 *          annotation, separated by commas
 * @param gamma weight of the annotation in the symmetric cross-entropy
 * @param alpha false positives' weight in the Tversky index
 * @param pseudoLoss {@code none}, {@code dice} or {@code consensus}: what pseudo labels are learnt by
 * @param temperature tau, of the pseudo labels' sharpening
 * @param pseudoWeight lambda, the final weight of the pseudo labels' loss
 * @param rampUp share of the epochs after which it has it
 */
public record PartialOptions(String annotationLosses, String gamma, String alpha, String pseudoLoss, String temperature,
	String pseudoWeight, String rampUp)
{

	/** A preset as it is. */
	public static final PartialOptions AS_PRESET = new PartialOptions("preset", "preset", "preset", "preset", "preset",
		"preset", "preset");

	/** By key. */
	Map<String, String> values() {
		return Map.of("annotationLosses", annotationLosses, "gamma", gamma, "alpha", alpha, "pseudoLoss", pseudoLoss,
			"temperature", temperature, "pseudoWeight", pseudoWeight, "rampUp", rampUp);
	}

	/** @throws InputException naming the key whose value cannot be used */
	Learning.Partial applyTo(final Learning.Partial preset) {
		final PartialLossSpec from = preset.loss();
		final double[] weights = Typed.isPreset(annotationLosses) ? new double[] { from.ceWeight(), from.sceWeight(), from
			.pceWeight(), from.tverskyWeight() } : Typed.numbers("annotationLosses", annotationLosses, 4);
		return new Learning.Partial(new PartialLossSpec(weights[0], weights[1], Typed.number("gamma", gamma, from.gamma()),
			weights[2], weights[3], Typed.number("alpha", alpha, from.alpha()), Typed.choice(PartialLossSpec.PseudoLoss.class,
				"pseudoLoss", pseudoLoss, from.pseudoLoss()), Typed.number("temperature", temperature, from.temperature()), Typed
					.number("pseudoWeight", pseudoWeight, from.lambda())), Typed.number("rampUp", rampUp, preset.rampUpShare()));
	}
}
