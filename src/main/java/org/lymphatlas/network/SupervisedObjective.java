package org.lymphatlas.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.lymphatlas.volume.InputException;

/** A network's logits against the truth, at every head: {@link Losses#deeplySupervised}. Takes {@link Batch}'s three tensors. */
public final class SupervisedObjective implements Objective {

	private final NetworkSpec network;
	private final LossSpec loss;
	private final int samples;
	private final int[] patchZyx;

	/**
	 * @param samples patches in a batch
	 * @param patchZyx the patches' size D, H, W
	 * @throws InputException if the plan is not valid, has not two classes, or does not take such patches
	 */
	public SupervisedObjective(final NetworkSpec network, final LossSpec loss, final int samples, final int[] patchZyx) {
		network.validate().requirePatch(patchZyx);
		if (network.outputChannels() != 2) {
			throw new InputException("A network with " + network.outputChannels()
				+ " output channels cannot be trained here: the losses are for background and nodes.");
		}
		this.network = network;
		this.loss = loss;
		this.samples = samples;
		this.patchZyx = patchZyx.clone();
	}

	@Override
	public Map<String, int[]> inputs() {
		final Map<String, int[]> shapes = new LinkedHashMap<>();
		shapes.put(Batch.INPUT, Batch.shape(samples, network.inputChannels(), patchZyx));
		shapes.put(Batch.TARGET, Batch.shape(samples, 1, patchZyx));
		shapes.put(Batch.LOSS_WEIGHT, Batch.shape(samples, 1, patchZyx));
		return shapes;
	}

	@Override
	public Map<String, int[]> parameters() {
		return Networks.parameterShapes(network);
	}

	@Override
	public <T> Outcome<T> apply(final TensorOps<T> ops, final Map<String, T> inputs, final Function<String, T> weights) {
		final List<T> heads = Networks.forward(ops, inputs.get(Batch.INPUT), weights, network);
		return new Outcome<>(Losses.deeplySupervised(ops, heads, inputs.get(Batch.TARGET), inputs.get(Batch.LOSS_WEIGHT),
			loss), heads.get(0));
	}
}
