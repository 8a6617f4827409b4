package org.lymphatlas.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.lymphatlas.volume.InputException;

/**
 * Paper B's pre-training step (Wang et al., equation 1): every decoder of a V-Net restores the patch that its input was
 * made from, and the loss is the sum of their mean squared errors. Takes {@link Batch#INPUT}, [n, channels, d, h, w], and
 * as {@link Batch#TARGET} the patch as it was, [n, 1, d, h, w]; of a dual-branch network also the auxiliary branch's
 * channel masks, {@link DualBranchObjective#mask}.
 */
public final class ReconstructionObjective implements Objective {

	private final NetworkSpec network;
	private final int samples;
	private final int[] patchZyx;

	/**
	 * @param samples patches in a batch
	 * @param patchZyx the patches' size D, H, W
	 * @throws InputException if the plan is not valid, not a V-Net of one output channel, or does not take such patches
	 */
	public ReconstructionObjective(final NetworkSpec network, final int samples, final int[] patchZyx) {
		network.validate().requirePatch(patchZyx);
		if (!isDual(network) && !NetworkSpec.VNET.equals(network.kind()) || network.outputChannels() != 1) {
			throw new InputException("Patches are restored by a network of the kind " + NetworkSpec.DUAL_BRANCH_VNET + " or "
				+ NetworkSpec.VNET + " with one output channel, not by " + network.kind() + " with " + network.outputChannels()
				+ ".");
		}
		this.network = network;
		this.samples = samples;
		this.patchZyx = patchZyx.clone();
	}

	@Override
	public Map<String, int[]> inputs() {
		final Map<String, int[]> shapes = new LinkedHashMap<>();
		shapes.put(Batch.INPUT, Batch.shape(samples, network.inputChannels(), patchZyx));
		shapes.put(Batch.TARGET, Batch.shape(samples, 1, patchZyx));
		for (int s = 0; isDual(network) && s < network.stages(); s++) {
			shapes.put(DualBranchObjective.mask(s), new int[] { samples, network.features().get(s) });
		}
		return shapes;
	}

	/** As {@link DualBranchObjective#dropoutRates}; none where there is no auxiliary branch. */
	public Map<String, Double> dropoutRates() {
		final Map<String, Double> rates = new LinkedHashMap<>();
		for (int s = 0; isDual(network) && s < network.stages(); s++) {
			rates.put(DualBranchObjective.mask(s), DualBranchObjective.AUXILIARY_DROPOUT);
		}
		return rates;
	}

	private static boolean isDual(final NetworkSpec network) {
		return NetworkSpec.DUAL_BRANCH_VNET.equals(network.kind());
	}

	@Override
	public Map<String, int[]> parameters() {
		return Networks.parameterShapes(network);
	}

	@Override
	public <T> Outcome<T> apply(final TensorOps<T> ops, final Map<String, T> inputs, final Function<String, T> weights) {
		final T input = inputs.get(Batch.INPUT);
		final List<T> restored = isDual(network)
			? VNet.both(ops, input, weights, network, s -> inputs.get(DualBranchObjective.mask(s)))
			: List.of(VNet.main(ops, input, weights, network));
		final T loss = restored.stream().map(patch -> Losses.meanSquaredError(ops, patch, inputs.get(Batch.TARGET)))
			.reduce(ops::add).orElseThrow();
		return new Outcome<>(loss, restored.get(0));
	}
}
