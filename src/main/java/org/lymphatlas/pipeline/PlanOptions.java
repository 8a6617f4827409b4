package org.lymphatlas.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.training.TrainingPlan;
import org.lymphatlas.volume.InputException;

/**
 * The size of a training as users type it. What is empty or 0 is as the plan has it.
 *
 * @param plan {@code small}; {@code paper}: that of the paper whose kind of network it is; or {@code auto}: planned
 *          from the data and the memory
 * @param spacingMm one number, or x,y,z
 * @param patch voxels: one number, or x,y,z
 * @param features channels of each stage, finest first
 * @param blocks residual blocks of each stage
 * @param batch patches a step
 * @param memoryGb that the network may take; 0 for what is free
 */
public record PlanOptions(String plan, String spacingMm, String patch, String features, String blocks, int batch,
	double memoryGb)
{

	private static final Pattern COMMA = Pattern.compile(",");

	/** The small plan, as it is. */
	public static PlanOptions small() {
		return new PlanOptions("small", "", "", "", "", 0, 0);
	}

	/** @throws InputException if a plan made by itself is to be changed by hand */
	boolean isAuto() {
		if (!plan.equalsIgnoreCase("auto")) return false;
		if (batch != 0 || !(spacingMm + patch + features + blocks).isBlank()) throw new InputException(
			"plan=auto chooses spacingMm, patch, features, blocks and batch by itself: leave them out, or begin with " +
				"plan=small or plan=paper");
		return true;
	}

	/**
	 * A plan that does not follow from the memory.
	 *
	 * @param kind of the network
	 * @param initial the network of the model that training starts from, which then decides
	 * @param medianSpacingMm of the CTs, x, y, z; asked for if the plan needs it
	 * @throws InputException naming the key whose value cannot be used
	 */
	TrainingPlan explicit(final String kind, final int inputChannels, final Optional<NetworkSpec> initial,
		final Supplier<double[]> medianSpacingMm)
	{
		final TrainingPlan base = switch (plan.toLowerCase(Locale.ROOT)) {
			case "small" -> TrainingPlan.small(kind, inputChannels);
			case "paper" -> NetworkSpec.isVNet(kind) ? TrainingPlan.paperB(kind, inputChannels) : TrainingPlan.paperA(
				inputChannels, spacingMm.isBlank() ? medianSpacingMm.get() : triple("spacingMm", spacingMm));
			default -> throw new InputException("plan=" + plan + ": small, paper or auto is possible");
		};
		if (initial.isPresent() && !(features + blocks).isBlank()) throw new InputException(
			"The initial model has a network already: leave features and blocks out");
		final double[] mm = spacingMm.isBlank() ? base.spacingMm() : triple("spacingMm", spacingMm);
		return new TrainingPlan(initial.orElseGet(() -> network(base.network(), mm)), mm, patch.isBlank() ? base
			.patchZyx() : sizeZyx("patch", patch), batch == 0 ? base.batch() : batch);
	}

	/** Stages of another number are halved along all axes, but as a V-Net's strides follow from the voxels. */
	private NetworkSpec network(final NetworkSpec base, final double[] mm) {
		if (NetworkSpec.isVNet(base.kind())) {
			if (!blocks.isBlank()) throw new InputException("blocks=" + blocks +
				": a V-Net has one block a stage; leave it out");
			return TrainingPlan.vnet(base.kind(), base.inputChannels(), features.isBlank() ? base.features() : integers(
				"features", features), mm);
		}
		if (features.isBlank() && blocks.isBlank()) return base;
		final List<Integer> channels = features.isBlank() ? base.features() : integers("features", features);
		final List<Integer> depths = blocks.isBlank() ? base.blocksPerStage() : integers("blocks", blocks);
		if (channels.size() != depths.size()) throw new InputException("features has " + channels.size() +
			" stages and blocks " + depths.size() + ": give one number a stage for both");
		return channels.size() == base.stages() ? new NetworkSpec(base.kind(), base.inputChannels(), base.outputChannels(),
			channels, depths, base.convsPerDecoderStage(), base.kernels(), base.strides(), base.deepSupervision())
			: NetworkSpec.isotropic(base.inputChannels(), channels, depths);
	}

	/** Voxels z, y, x, typed as one number or x,y,z. */
	static int[] sizeZyx(final String key, final String value) {
		final double[] xyz = triple(key, value);
		return IntStream.of(2, 1, 0).map(a -> whole(key, value, xyz[a])).toArray();
	}

	private static List<Integer> integers(final String key, final String value) {
		return Arrays.stream(numbers(key, value)).mapToObj(n -> whole(key, value, n)).collect(Collectors.toList());
	}

	private static int whole(final String key, final String value, final double number) {
		if (number != Math.rint(number) || number < 1 || number > 4096) throw new InputException(key + "=" + value +
			": whole numbers from 1 to 4096 are possible");
		return (int) number;
	}

	/** One number for all axes, or x,y,z. */
	static double[] triple(final String key, final String value) {
		final double[] numbers = numbers(key, value);
		if (numbers.length == 3) return numbers;
		if (numbers.length != 1) throw new InputException(key + "=" + value + ": give one number, or three as x,y,z");
		return new double[] { numbers[0], numbers[0], numbers[0] };
	}

	private static double[] numbers(final String key, final String value) {
		try {
			return COMMA.splitAsStream(value).map(String::strip).mapToDouble(Double::parseDouble).toArray();
		}
		catch (final NumberFormatException e) {
			throw new InputException(key + "=" + value + ": give numbers separated by commas", e);
		}
	}
}
