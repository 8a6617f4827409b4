package org.lymphatlas.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.lymphatlas.network.CropSource;
import org.lymphatlas.network.DiceForm;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.WeightedHeads;
import org.lymphatlas.training.Learning;
import org.lymphatlas.training.Preprocessing;
import org.lymphatlas.training.Sampling;
import org.lymphatlas.training.SemiSupervision;
import org.lymphatlas.training.SmartCache;
import org.lymphatlas.training.TrainingOptions;
import org.lymphatlas.training.TrainingPreset;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.volume.InputException;

/**
 * A preset and what of it the user wants otherwise, as typed. Everywhere {@code preset} leaves it as it is.
 *
 * @param preset name of the preset
 * @param channels {@code ct} for the CT alone, {@code priors} for distance and atlas probability with it
 * @param network kind of the network, see {@link NetworkSpec#KINDS}
 * @param momentum of the optimiser; 0 leaves it
 * @param learningRate of the first epoch, falling to 0 in one phase; 0 leaves the preset's schedule
 * @param mirror letters of the axes that patches are mirrored along at random, where the augmentation mirrors
 * @param lossWeights of cross-entropy, Dice and Tversky loss, separated by commas
 * @param tverskyWeights of false positives and false negatives in the Tversky loss
 * @param diceForm {@code effective} or {@code literal}, see {@link DiceForm}
 * @param weightedHeads {@code all} or {@code finest}, see {@link WeightedHeads}
 * @param atlasWeighted {@code true} or {@code false}: whether false positives of the Dice term cost less where nodes are likely
 * @param oversampleFull {@code true} or {@code false}: whether every other patch is of a fully annotated case
 * @param centre {@code voxel} or {@code node}: what every foreground patch is as likely to be centred on as any other
 * @param jitter how far off its centre that may lie, as a share of the patch
 * @param smartCache {@code true} or {@code false}: whether an epoch draws from paper A's choice of patches, see {@link SmartCache}
 * @param augmentation one of {@link Augmentation#NAMES}
 * @param semiSupervised {@code none}, {@code entropy} or {@code atlas}, see {@link SemiSupervision}
 * @param keep {@code best} or {@code last}, see {@link org.lymphatlas.training.TrainingOptions.Keep}
 * @param crop {@code organs} or {@code intensities}, see {@link CropSource}
 * @param ctNormalization {@code fingerprint} or {@code dbdmp}, see {@link Preprocessing.CtValues}
 * @param partial what concerns presets for partial annotations alone
 */
public record PresetOptions(String preset, String channels, String network, double momentum, double learningRate,
	String mirror, String lossWeights, String tverskyWeights, String diceForm, String weightedHeads, String atlasWeighted,
	String oversampleFull, String centre, String jitter, String smartCache, String augmentation, String semiSupervised, String keep,
	String crop, String ctNormalization, PartialOptions partial)
{

	private static final List<String> NETWORKS = List.of(NetworkSpec.RESIDUAL_ENCODER_UNET, NetworkSpec.VNET,
		NetworkSpec.DUAL_BRANCH_VNET);

	/** @throws InputException naming the key whose value cannot be used */
	public TrainingPreset training() {
		return TrainingPreset.byName(preset).with(p -> {
			if (!Typed.isPreset(channels)) p.channels = channelList();
			if (!Typed.isPreset(network)) p.network = kind();
			p.preprocessing = new Preprocessing(Typed.choice(CropSource.class, "crop", crop, p.preprocessing.crop()), Typed.choice(
				Preprocessing.CtValues.class, "ctNormalization", ctNormalization, p.preprocessing.ctNormalization()));
			if (momentum > 0) p.optimizer = p.optimizer.withMomentum(momentum);
			if (learningRate > 0) {
				p.learningRate = learningRate;
				p.twoPhases = false;
			}
			if (p.learning instanceof Learning.Annotated annotated) {
				refuseUnlessAsPreset("makes no pseudo labels", partial.values());
				p.learning = changed(annotated);
			}
			else if (p.learning instanceof Learning.Partial learning) {
				refuseUnlessAsPreset("does not take annotations for the truth", annotatedValues());
				p.learning = partial.applyTo(learning);
			}
			else {
				refuseUnlessAsPreset("learns from no annotation", partial.values());
				refuseUnlessAsPreset("learns from no annotation", annotatedValues());
				refuseUnlessAsPreset("restores CTs", Map.of("channels", channels.equalsIgnoreCase("ct") ? "preset" : channels));
				refuseUnlessAsPreset("changes patches in its own way", Map.of("augmentation", augmentation));
				refuseUnlessAsPreset("draws patches anywhere", Map.of("centre", centre, "jitter", jitter, "oversampleFull",
					oversampleFull));
			}
			p.sampling = p.sampling.withOversampleFull(Typed.flag("oversampleFull", oversampleFull, p.sampling.oversampleFull()))
				.withCentre(Typed.choice(Sampling.Centre.class, "centre", centre, p.sampling.centre())).withJitter(Typed.number(
					"jitter", jitter, p.sampling.jitter()));
			if (!Typed.isPreset(smartCache)) p.sampling = p.sampling.withCache(Typed.flag("smartCache", smartCache, false)
				? SmartCache.PAPER_A : SmartCache.NONE);
			if (!Typed.isPreset(augmentation)) p.augmentation = Augmentation.byName(augmentation);
			if (p.augmentation.spatial().mirrorProbability() > 0) p.augmentation = p.augmentation.withMirrorAxes(mirror);
			p.keep = Typed.choice(TrainingOptions.Keep.class, "keep", keep, p.keep);
		});
	}

	private Learning.Annotated changed(final Learning.Annotated from) {
		LossSpec loss = from.loss();
		if (!Typed.isPreset(lossWeights)) {
			final double[] w = Typed.numbers("lossWeights", lossWeights, 3);
			loss = loss.withWeights(w[0], w[1], w[2]);
		}
		if (!Typed.isPreset(tverskyWeights)) {
			final double[] w = Typed.numbers("tverskyWeights", tverskyWeights, 2);
			loss = loss.withTversky(w[0], w[1]);
		}
		return new Learning.Annotated(loss.withForm(Typed.choice(DiceForm.class, "diceForm", diceForm, loss.form()))
			.withWeightedHeads(Typed.choice(WeightedHeads.class, "weightedHeads", weightedHeads, loss.weightedHeads())), Typed
				.flag("atlasWeighted", atlasWeighted, from.atlasWeighted()), Typed.choice(SemiSupervision.class,
					"semiSupervised", semiSupervised, from.semiSupervision()));
	}

	private Map<String, String> annotatedValues() {
		return Map.of("lossWeights", lossWeights, "tverskyWeights", tverskyWeights, "diceForm", diceForm, "weightedHeads",
			weightedHeads, "atlasWeighted", atlasWeighted, "semiSupervised", semiSupervised.equals("none") ? "preset" : semiSupervised);
	}

	/** Keys that would have no effect are mistakes. */
	private void refuseUnlessAsPreset(final String why, final Map<String, String> values) {
		values.forEach((key, value) -> {
			if (!Typed.isPreset(value)) throw new InputException(key + "=" + value + ": the preset '" + preset + "' " + why +
				", so it would have no effect; leave it out or choose another preset");
		});
	}

	private String kind() {
		if (NETWORKS.contains(network)) return network;
		throw new InputException("network=" + network + ": preset or one of " + String.join(", ", NETWORKS) + " is possible");
	}

	private List<InputChannel> channelList() {
		return switch (channels.toLowerCase(Locale.ROOT)) {
			case "ct" -> List.of(InputChannel.CT);
			case "priors" -> TrainingPreset.PRIORS;
			default -> throw new InputException("channels=" + channels + ": preset, ct or priors is possible");
		};
	}
}
