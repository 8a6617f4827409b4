package org.lymphatlas.pipeline;

import java.util.Locale;
import java.util.Map;

import org.lymphatlas.network.PartialLossSpec;
import org.lymphatlas.network.PriorBelief;
import org.lymphatlas.training.AnnotationTrust;
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
 * @param trust {@code none}, {@code annotation}, {@code pseudo} or {@code both}: what the atlas decides of voxels that are not
 *          annotated, see {@link PriorBelief}
 * @param trustedBelow atlas probability up to which such a voxel is background
 * @param leftAbove atlas probability from which it is left open
 * @param completeness share of the nodes' voxels that is annotated
 */
public record PartialOptions(String annotationLosses, String gamma, String alpha, String pseudoLoss, String temperature,
	String pseudoWeight, String rampUp, String trust, String trustedBelow, String leftAbove, String completeness)
{

	/** A preset as it is. */
	public static final PartialOptions AS_PRESET = new PartialOptions("preset", "preset", "preset", "preset", "preset",
		"preset", "preset", "preset", "preset", "preset", "preset");

	/** By key. */
	Map<String, String> values() {
		return Map.ofEntries(Map.entry("annotationLosses", annotationLosses), Map.entry("gamma", gamma), Map.entry("alpha", alpha),
			Map.entry("pseudoLoss", pseudoLoss), Map.entry("temperature", temperature), Map.entry("pseudoWeight", pseudoWeight),
			Map.entry("rampUp", rampUp), Map.entry("trust", trust), Map.entry("trustedBelow", trustedBelow), Map.entry(
				"leftAbove", leftAbove), Map.entry("completeness", completeness));
	}

	/** @throws InputException naming the key whose value cannot be used */
	Learning.Partial applyTo(final Learning.Partial preset) {
		final PartialLossSpec from = preset.loss();
		final double[] weights = Typed.isPreset(annotationLosses) ? new double[] { from.ceWeight(), from.sceWeight(), from
			.pceWeight(), from.tverskyWeight() } : Typed.numbers("annotationLosses", annotationLosses, 4);
		return new Learning.Partial(new PartialLossSpec(weights[0], weights[1], Typed.number("gamma", gamma, from.gamma()),
			weights[2], weights[3], Typed.number("alpha", alpha, from.alpha()), Typed.choice(PartialLossSpec.PseudoLoss.class,
				"pseudoLoss", pseudoLoss, from.pseudoLoss()), Typed.number("temperature", temperature, from.temperature()), Typed
					.number("pseudoWeight", pseudoWeight, from.lambda()), belief(from.belief())), Typed.number("rampUp", rampUp, preset
						.rampUpShare()), new AnnotationTrust(Typed.number("trustedBelow", trustedBelow, preset.trust().trustedBelow()),
							Typed.number("leftAbove", leftAbove, preset.trust().leftAbove())));
	}

	private PriorBelief belief(final PriorBelief from) {
		final double share = Typed.number("completeness", completeness, from.completeness());
		return switch (trust.toLowerCase(Locale.ROOT)) {
			case "preset" -> new PriorBelief(from.trustInAnnotation(), from.trustInPseudoLabel(), share);
			case "none" -> new PriorBelief(false, false, share);
			case "annotation" -> new PriorBelief(true, false, share);
			case "pseudo" -> new PriorBelief(false, true, share);
			case "both" -> new PriorBelief(true, true, share);
			default -> throw new InputException("trust=" + trust +
				": preset, none, annotation, pseudo or both is possible");
		};
	}
}
