package org.lymphatlas.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.lymphatlas.volume.InputException;

/**
 * What one V-Net has learnt as another's beginning: from pre-training to segmentation (paper B, 3.2: all but the
 * heads), from the CT alone to the CT with priors, from two decoders to the main one.
 */
public final class VNetTransfer {

	private VNetTransfer() {
	}

	/**
	 * All weights that both networks have. Heads with another number of channels are fresh. Where the other network reads
	 * more channels, the first ones are those learnt on, and the convolutions that read the input get zeros for the
	 * others: so it begins as the learnt network, whatever the priors say, and the zeros learn as fast as any weight,
	 * since their gradient is what the prior shows and not they themselves. Fresh ones would add noise to every feature
	 * learnt.
	 *
	 * @param learnt weights of {@code from}
	 * @param seed of the fresh heads
	 * @return weights of {@code to}
	 * @throws InputException naming what differs, if the networks have not the same stages, or {@code to} has a decoder or
	 *         fewer input channels that {@code from} has not
	 */
	public static Weights transfer(final NetworkSpec from, final Weights learnt, final NetworkSpec to, final long seed) {
		requireFits(from, to);
		final Weights fresh = Weights.initial(to, seed);
		final Map<String, Tensor> tensors = new LinkedHashMap<>();
		Networks.parameterShapes(to).forEach((name, shape) -> {
			if (VNet.isHead(name) && from.outputChannels() != to.outputChannels()) {
				tensors.put(name, fresh.get(name));
			}
			else {
				tensors.put(name, VNet.readsInput(name) ? widened(learnt.get(name), shape) : learnt.get(name));
			}
		});
		return new Weights(tensors).fitTo(to);
	}

	/** @throws InputException naming what differs */
	public static void requireFits(final NetworkSpec from, final NetworkSpec to) {
		require(NetworkSpec.isVNet(from.kind()) && NetworkSpec.isVNet(to.kind()), "it is a " + from.kind()
			+ ", and the one to be trained a " + to.kind());
		require(from.kind().equals(to.kind()) || NetworkSpec.VNET.equals(to.kind()),
			"it has one decoder, and a " + to.kind() + " has two");
		require(from.features().equals(to.features()), "its features are " + from.features() + ", those of the one to be "
			+ "trained " + to.features());
		for (int s = 0; s < from.stages(); s++) {
			require(Arrays.equals(from.kernels().get(s), to.kernels().get(s)), "its kernel of stage " + s + " is "
				+ Arrays.toString(from.kernels().get(s)) + ", that of the one to be trained " + Arrays.toString(to.kernels()
					.get(s)));
			require(Arrays.equals(from.strides().get(s), to.strides().get(s)), "its stride to stage " + s + " is "
				+ Arrays.toString(from.strides().get(s)) + ", that of the one to be trained " + Arrays.toString(to.strides()
					.get(s)));
		}
		require(from.inputChannels() <= to.inputChannels(), "it reads " + from.inputChannels()
			+ " channels, the one to be trained " + to.inputChannels());
	}

	private static void require(final boolean condition, final String message) {
		if (!condition) {
			throw new InputException("What this network has learnt cannot be handed on: " + message + ".");
		}
	}

	/** A convolution [out, in, kz, ky, kx] of more input channels, 0 for the further ones. */
	private static Tensor widened(final Tensor convolution, final int[] shape) {
		if (Arrays.equals(convolution.shape(), shape)) {
			return convolution;
		}
		final Tensor wide = Tensor.zeros(shape);
		final int block = convolution.values().length / shape[0];
		final int wideBlock = wide.values().length / shape[0];
		for (int out = 0; out < shape[0]; out++) {
			System.arraycopy(convolution.values(), out * block, wide.values(), out * wideBlock, block);
		}
		return wide;
	}
}
