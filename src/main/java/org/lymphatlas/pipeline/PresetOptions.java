package org.lymphatlas.pipeline;

import java.util.List;
import java.util.Map;

import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.PartialLossSpec;
import org.lymphatlas.network.PartialLossSpec.PseudoLoss;
import org.lymphatlas.network.PriorBelief;
import org.lymphatlas.training.AnnotationTrust;
import org.lymphatlas.training.Learning;
import org.lymphatlas.training.Preprocessing;
import org.lymphatlas.training.Sampling;
import org.lymphatlas.training.SmartCache;
import org.lymphatlas.training.TrainingPreset;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.volume.InputException;

/**
 * A preset and what of it the user wants otherwise, as typed.
 *
 * @param preset name of the preset
 * @param momentum of the optimiser; 0 leaves it
 * @param learningRate of the first epoch, falling to 0 in one phase; 0 leaves the preset's schedule
 * @param mirror letters of the axes that patches are mirrored along at random, where the augmentation mirrors
 * @param changes by key, as {@code help train} lists them; {@code preset} leaves what the preset has
 */
public record PresetOptions(String preset, double momentum, double learningRate, String mirror, Map<String, String> changes)
{

	private static final List<String> NETWORKS = List.of(NetworkSpec.RESIDUAL_ENCODER_UNET, NetworkSpec.VNET,
		NetworkSpec.DUAL_BRANCH_VNET);

	public PresetOptions {
		changes = Map.copyOf(changes);
	}

	/** @throws InputException naming the key whose value cannot be used, or would have no effect */
	public TrainingPreset training() {
		final Changes typed = new Changes(changes);
		final TrainingPreset changed = TrainingPreset.byName(preset).with(p -> {
			p.network = typed.choice("network", NETWORKS, p.network);
			p.preprocessing = new Preprocessing(typed.choice("crop", p.preprocessing.crop()), typed.choice("ctNormalization",
				p.preprocessing.ctNormalization()));
			if (momentum > 0) p.optimizer = p.optimizer.withMomentum(momentum);
			if (learningRate > 0) {
				p.learningRate = learningRate;
				p.twoPhases = false;
			}
			if (p.learning instanceof Learning.Segmenting) {
				p.channels = channels(typed, p.channels);
				p.sampling = sampling(typed, p.sampling, !p.channels.equals(List.of(InputChannel.CT)));
				p.augmentation = augmentation(typed, p.augmentation);
			}
			p.learning = learning(typed, p.learning);
			final boolean cached = p.sampling.cache().equals(SmartCache.PAPER_A);
			p.sampling = p.sampling.withCache(typed.flag("smartCache", cached) ? SmartCache.PAPER_A : SmartCache.NONE);
			if (p.augmentation.spatial().mirrorProbability() > 0) p.augmentation = p.augmentation.withMirrorAxes(mirror);
			p.keep = typed.choice("keep", p.keep);
		});
		typed.refuseUnread(preset);
		return changed;
	}

	private static List<InputChannel> channels(final Changes typed, final List<InputChannel> preset) {
		return switch (typed.choice("channels", List.of("ct", "priors"), "preset")) {
			case "ct" -> List.of(InputChannel.CT);
			case "priors" -> TrainingPreset.PRIORS;
			default -> preset;
		};
	}

	private static Sampling sampling(final Changes typed, final Sampling preset, final boolean priors) {
		return preset.withOversampleFull(typed.flag("oversampleFull", preset.oversampleFull())).withCentre(typed.choice("centre",
			preset.centre())).withJitter(typed.number("jitter", preset.jitter())).withPriorsWithheld(priors ? typed.number(
				"priorsWithheld", preset.priorsWithheld()) : 0);
	}

	private static Augmentation augmentation(final Changes typed, final Augmentation preset) {
		final String name = typed.choice("augmentation", Augmentation.NAMES, "preset");
		return name.equals("preset") ? preset : Augmentation.byName(name);
	}

	private static Learning learning(final Changes typed, final Learning preset) {
		if (preset instanceof Learning.Annotated annotated) return annotated(typed, annotated);
		if (preset instanceof Learning.Partial partial) return partial(typed, partial);
		return new Learning.SelfSupervised(typed.flag("encoderDropout", ((Learning.SelfSupervised) preset).encoderDropout()));
	}

	private static Learning.Annotated annotated(final Changes typed, final Learning.Annotated preset) {
		final LossSpec loss = preset.loss();
		final double[] weights = typed.numbers("lossWeights", loss.ceWeight(), loss.diceWeight(), loss.tverskyWeight());
		final double[] tversky = typed.numbers("tverskyWeights", loss.tverskyFp(), loss.tverskyFn());
		final LossSpec changed = loss.withWeights(weights[0], weights[1], weights[2]).withTversky(tversky[0], tversky[1])
			.withForm(typed.choice("diceForm", loss.form())).withWeightedHeads(typed.choice("weightedHeads", loss
				.weightedHeads()));
		return new Learning.Annotated(changed, typed.flag("atlasWeighted", preset.atlasWeighted()), typed.choice(
			"semiSupervised", preset.semiSupervision()));
	}

	/** Reads keys only where they have an effect. */
	private static Learning.Partial partial(final Changes typed, final Learning.Partial preset) {
		final PartialLossSpec loss = preset.loss();
		final double[] weights = typed.numbers("annotationLosses", loss.ceWeight(), loss.sceWeight(), loss.pceWeight(), loss
			.tverskyWeight());
		final double gamma = weights[1] > 0 ? typed.number("gamma", loss.gamma()) : loss.gamma();
		final double alpha = weights[3] > 0 ? typed.number("alpha", loss.alpha()) : loss.alpha();
		final PseudoLoss pseudoLoss = typed.choice("pseudoLoss", loss.pseudoLoss());
		final double temperature = pseudoLoss == PseudoLoss.TRUNCATED ? loss.temperature() : typed.number("temperature", loss
			.temperature());
		final PriorBelief belief = belief(typed, loss.belief());
		final AnnotationTrust trust = belief.usesTrust() ? new AnnotationTrust(typed.number("trustedBelow", preset.trust()
			.trustedBelow()), typed.number("leftAbove", preset.trust().leftAbove())) : preset.trust();
		return new Learning.Partial(new PartialLossSpec(weights[0], weights[1], gamma, weights[2], weights[3], alpha,
			pseudoLoss, temperature, typed.number("pseudoWeight", loss.lambda()), belief), typed.number("rampUp", preset
				.rampUpShare()), trust, typed.flag("encoderDropout", preset.encoderDropout()));
	}

	private static PriorBelief belief(final Changes typed, final PriorBelief preset) {
		final double completeness = typed.number("completeness", preset.completeness());
		final String where = typed.choice("trust", List.of("none", "annotation", "pseudo", "both"), "preset");
		return switch (where) {
			case "preset" -> new PriorBelief(preset.trustInAnnotation(), preset.trustInPseudoLabel(), completeness);
			default -> new PriorBelief(where.matches("annotation|both"), where.matches("pseudo|both"), completeness);
		};
	}
}
