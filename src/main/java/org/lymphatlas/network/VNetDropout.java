package org.lymphatlas.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.lymphatlas.volume.InputException;

/**
 * Dropout in a V-Net (Wang et al., 3.1, and the paper's program). All feature maps that an auxiliary decoder receives lose
 * half of their channels. Where asked for, each encoder block but the deepest loses single values after its first
 * convolution, with rates that grow from stage to stage; the program does so, the paper does not speak of it. The factors
 * are inputs, drawn by the trainer.
 *
 * @param network a V-Net
 * @param encoder whether the encoder has dropout
 * @param samples patches in a batch
 * @param patchZyx the patches' size D, H, W
 */
public record VNetDropout(NetworkSpec network, boolean encoder, int samples, int[] patchZyx) {

	private static final double AUXILIARY_RATE = 0.5;
	private static final List<Double> ENCODER_RATES = List.of(0.05, 0.1, 0.2, 0.3, 0.5);

	/** @throws InputException if the network's plan is not valid, or does not take such patches */
	public VNetDropout {
		network.validate().requirePatch(patchZyx);
		patchZyx = patchZyx.clone();
	}

	/** The name of the factors of a stage's channels on the way to the auxiliary decoder, [n, features]. */
	public static String auxiliary(final int stage) {
		return "mask" + stage;
	}

	/** The name of the factors of an encoder block's values, [n, features, d, h, w]. */
	public static String encoder(final int stage) {
		return "encoderMask" + stage;
	}

	boolean isDual() {
		return NetworkSpec.DUAL_BRANCH_VNET.equals(network.kind());
	}

	/** By the factors' names: the probability of a 0. The others are 1 / (1 - rate). */
	public Map<String, Double> rates() {
		final Map<String, Double> rates = new LinkedHashMap<>();
		for (int s = 0; isDual() && s < network.stages(); s++) {
			rates.put(auxiliary(s), AUXILIARY_RATE);
		}
		for (int s = 0; encoder && s < network.stages() - 1; s++) {
			rates.put(encoder(s), ENCODER_RATES.get(Math.min(s, ENCODER_RATES.size() - 1)));
		}
		return rates;
	}

	/** The factors' shapes by name. */
	Map<String, int[]> shapes() {
		final Map<String, int[]> shapes = new LinkedHashMap<>();
		final int[] size = patchZyx.clone();
		for (int s = 0; s < network.stages(); s++) {
			final int[] stride = network.strides().get(s);
			Arrays.setAll(size, a -> size[a] / stride[a]);
			shapes.put(auxiliary(s), new int[] { samples, network.features().get(s) });
			shapes.put(encoder(s), Batch.shape(samples, network.features().get(s), size));
		}
		shapes.keySet().retainAll(rates().keySet());
		return shapes;
	}

	/** The values of an encoder block after its first convolution, with those that are dropped 0. */
	<T> T inEncoder(final TensorOps<T> ops, final int stage, final T values, final Map<String, T> inputs) {
		final T factors = inputs.get(encoder(stage));
		return factors == null ? values : ops.multiply(values, factors);
	}

	/** A stage's features as the auxiliary decoder receives them. */
	<T> T toAuxiliary(final TensorOps<T> ops, final int stage, final T features, final Map<String, T> inputs) {
		return ops.scaleChannels(features, inputs.get(auxiliary(stage)));
	}
}
