package org.lymphatlas.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.lymphatlas.network.DiceForm;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.WeightedHeads;
import org.lymphatlas.training.Sampling;
import org.lymphatlas.training.SemiSupervision;
import org.lymphatlas.training.SmartCache;
import org.lymphatlas.training.TrainingPreset;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.volume.InputException;

/**
 * A preset and what of it the user wants otherwise, as typed. Everywhere {@code preset} leaves it as it is.
 *
 * @param preset name of the preset
 * @param channels {@code ct} for the CT alone
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
 * @param smartCache {@code true} or {@code false}: whether an epoch draws from paper A's choice of patches, see {@link SmartCache}
 * @param augmentation one of {@link Augmentation#NAMES}
 * @param semiSupervised {@code none}, {@code entropy} or {@code atlas}, see {@link SemiSupervision}
 */
public record PresetOptions(String preset, String channels, double momentum, double learningRate, String mirror,
	String lossWeights, String tverskyWeights, String diceForm, String weightedHeads, String atlasWeighted,
	String oversampleFull, String centre, String smartCache, String augmentation, String semiSupervised)
{

	private static final String AS_PRESET = "preset";
	private static final Pattern COMMA = Pattern.compile(",");

	/** @throws InputException naming the key whose value cannot be used */
	public TrainingPreset training() {
		return TrainingPreset.byName(preset).with(p -> {
			if (wanted(channels)) p.channels = channelList();
			if (momentum > 0) p.optimizer = p.optimizer.withMomentum(momentum);
			if (learningRate > 0) {
				p.learningRate = learningRate;
				p.twoPhases = false;
			}
			if (wanted(lossWeights)) {
				final double[] w = numbers("lossWeights", lossWeights, 3);
				p.loss = p.loss.withWeights(w[0], w[1], w[2]);
			}
			if (wanted(tverskyWeights)) {
				final double[] w = numbers("tverskyWeights", tverskyWeights, 2);
				p.loss = p.loss.withTversky(w[0], w[1]);
			}
			if (wanted(diceForm)) p.loss = p.loss.withForm(choice(DiceForm.class, "diceForm", diceForm));
			if (wanted(weightedHeads)) p.loss = p.loss.withWeightedHeads(choice(WeightedHeads.class, "weightedHeads",
				weightedHeads));
			if (wanted(atlasWeighted)) p.atlasWeighted = flag("atlasWeighted", atlasWeighted);
			if (wanted(oversampleFull)) p.sampling = p.sampling.withOversampleFull(flag("oversampleFull", oversampleFull));
			if (wanted(centre)) p.sampling = p.sampling.withCentre(choice(Sampling.Centre.class, "centre", centre));
			if (wanted(smartCache)) p.sampling = p.sampling.withCache(flag("smartCache", smartCache) ? SmartCache.PAPER_A
				: SmartCache.NONE);
			if (wanted(semiSupervised)) p.semiSupervision = choice(SemiSupervision.class, "semiSupervised", semiSupervised);
			if (wanted(augmentation)) p.augmentation = Augmentation.byName(augmentation);
			if (p.augmentation.spatial().mirrorProbability() > 0) p.augmentation = p.augmentation.withMirrorAxes(mirror);
		});
	}

	private List<InputChannel> channelList() {
		if (!channels.equals("ct")) throw new InputException("channels=" + channels + ": preset or ct is possible");
		return List.of(InputChannel.CT);
	}

	private static boolean wanted(final String value) {
		return !value.equalsIgnoreCase(AS_PRESET);
	}

	private static boolean flag(final String key, final String value) {
		return switch (value.toLowerCase(Locale.ROOT)) {
			case "true" -> true;
			case "false" -> false;
			default -> throw new InputException(key + "=" + value + ": preset, true or false is possible");
		};
	}

	private static <E extends Enum<E>> E choice(final Class<E> type, final String key, final String value) {
		return Arrays.stream(type.getEnumConstants()).filter(e -> e.name().equalsIgnoreCase(value)).findFirst().orElseThrow(
			() -> new InputException(key + "=" + value + ": preset or one of " + Arrays.toString(type.getEnumConstants())
				.toLowerCase(Locale.ROOT) + " is possible"));
	}

	private static double[] numbers(final String key, final String value, final int count) {
		try {
			final double[] numbers = COMMA.splitAsStream(value).map(String::strip).mapToDouble(Double::parseDouble).toArray();
			if (numbers.length == count) return numbers;
		}
		catch (final NumberFormatException e) {
			throw new InputException(key + "=" + value + ": " + e.getMessage() + "; give " + count +
				" numbers separated by commas", e);
		}
		throw new InputException(key + "=" + value + ": give " + count + " numbers separated by commas");
	}
}
