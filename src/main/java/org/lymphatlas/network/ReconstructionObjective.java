package org.lymphatlas.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.lymphatlas.volume.InputException;

/**
 * Paper B's pre-training step (Wang et al., equation 1): every decoder of a V-Net restores the patch that its input was
 * made from, and the loss is the sum of their mean squared errors. Takes {@link Batch#INPUT}, [n, channels, d, h, w],
 * and as {@link Batch#TARGET} the patch as it was, [n, 1, d, h, w]; and the factors of dropout, {@link VNetDropout}.
 */
public final class ReconstructionObjective implements Objective {

	private final VNetDropout dropout;

	/** @throws InputException if the network is not a V-Net of one output channel */
	public ReconstructionObjective(final VNetDropout dropout) {
		final NetworkSpec network = dropout.network();
		if (!NetworkSpec.isVNet(network.kind()) || network.outputChannels() != 1) {
			throw new InputException("Patches are restored by a V-Net with one output channel, not by a " + network.kind()
				+ " with " + network.outputChannels() + ".");
		}
		this.dropout = dropout;
	}

	/** What must be drawn for the network's dropout. */
	public VNetDropout dropout() {
		return dropout;
	}

	@Override
	public Map<String, int[]> inputs() {
		final Map<String, int[]> shapes = new LinkedHashMap<>();
		shapes.put(Batch.INPUT, Batch.shape(dropout.samples(), dropout.network().inputChannels(), dropout.patchZyx()));
		shapes.put(Batch.TARGET, Batch.shape(dropout.samples(), 1, dropout.patchZyx()));
		shapes.putAll(dropout.shapes());
		return shapes;
	}

	@Override
	public Map<String, int[]> parameters() {
		return Networks.parameterShapes(dropout.network());
	}

	@Override
	public <T> Outcome<T> apply(final TensorOps<T> ops, final Map<String, T> inputs, final Function<String, T> weights) {
		final List<T> restored = VNet.branches(ops, inputs, weights, dropout);
		final T loss = restored.stream().map(patch -> Losses.meanSquaredError(ops, patch, inputs.get(Batch.TARGET)))
			.reduce(ops::add).orElseThrow();
		return new Outcome<>(loss, restored.get(0));
	}
}
