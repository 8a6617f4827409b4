package org.lymphatlas.network;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.lymphatlas.volume.InputException;

/**
 * A network's parameters by name, in the order of PyTorch's state dict. Convolutions are [out, in, kz, ky, kx], transposed
 * ones [in, out, kz, ky, kx]. The map is fixed, the values in it are not copied.
 */
public final class Weights {

	private static final double NEGATIVE_SLOPE = 0.01;

	/** Logit of 1 %. */
	private static final float NODE_LOGIT = -4.595f;

	private final Map<String, Tensor> tensors;

	/** Keeps the order of the given map. */
	public Weights(final Map<String, Tensor> tensors) {
		this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
	}

	/**
	 * Fresh weights: convolutions drawn as He et al. (2015) for leaky ReLU of slope 0.01, biases 0, norms 1 and 0, but the
	 * last norm of each residual block of a U-Net's encoder 0, so that every block starts as its skip (nnU-Net). Not so in
	 * a V-Net: its decoders' blocks would start as what comes from below, and fine features would not reach the output.
	 * The heads of a two-class network start at a node probability of about 1 %, so that the rare class does not pull all
	 * logits down first (Lin et al. 2017, Focal Loss, 3.3). Same seed, same weights.
	 */
	public static Weights initial(final NetworkSpec spec, final long seed) {
		final Random random = new Random(seed);
		final boolean vnet = NetworkSpec.isVNet(spec.kind());
		final Map<String, Tensor> tensors = new LinkedHashMap<>();
		Networks.parameterShapes(spec).forEach((name, shape) -> {
			final Tensor tensor = Tensor.zeros(shape);
			if (shape.length == 5) {
				final double fanIn = (double) shape[1] * shape[2] * shape[3] * shape[4];
				final double sigma = Math.sqrt(2 / ((1 + NEGATIVE_SLOPE * NEGATIVE_SLOPE) * fanIn));
				for (int i = 0; i < tensor.values().length; i++) {
					tensor.values()[i] = (float) (sigma * random.nextGaussian());
				}
			}
			else if (name.endsWith("norm.weight") && (vnet || !name.endsWith("conv2.norm.weight"))) {
				Arrays.fill(tensor.values(), 1);
			}
			else if ((vnet ? VNet.isHead(name) : name.startsWith("decoder.seg_layers.")) && name.endsWith(".bias")
				&& shape[0] == 2) {
				tensor.values()[1] = NODE_LOGIT;
			}
			tensors.put(name, tensor);
		});
		return new Weights(tensors);
	}

	/** @throws IllegalArgumentException if there is none of that name */
	public Tensor get(final String name) {
		final Tensor tensor = tensors.get(name);
		if (tensor == null) {
			throw new IllegalArgumentException("There is no parameter " + name + ".");
		}
		return tensor;
	}

	/** Names in order. */
	public Set<String> names() {
		return tensors.keySet();
	}

	/** Names and values in order; unmodifiable. */
	public Map<String, Tensor> tensors() {
		return tensors;
	}

	/** The number of single values. */
	public long parameterCount() {
		return tensors.values().stream().mapToLong(t -> t.values().length).sum();
	}

	/** A deep copy. */
	public Weights copy() {
		return map(Tensor::copy);
	}

	/** The same names and shapes, all zero. */
	public Weights zerosLike() {
		return map(t -> Tensor.zeros(t.shape()));
	}

	/**
	 * These weights in the network's own order.
	 *
	 * @throws InputException if a parameter of the network is missing or of another shape, or one is left over
	 */
	public Weights fitTo(final NetworkSpec spec) {
		return fitTo(Networks.parameterShapes(spec.validate()));
	}

	/**
	 * These weights in the order of a network's parameters.
	 *
	 * @param shapes the parameters' shapes by name
	 * @throws InputException if a parameter is missing or of another shape, or one is left over
	 */
	public Weights fitTo(final Map<String, int[]> shapes) {
		final Map<String, Tensor> ordered = new LinkedHashMap<>();
		shapes.forEach((name, shape) -> {
			final Tensor tensor = tensors.get(name);
			if (tensor == null || !Arrays.equals(tensor.shape(), shape)) {
				throw new InputException("The weights do not fit the network: " + name + " should have the shape "
					+ Arrays.toString(shape) + " and " + (tensor == null ? "is missing" : "has "
						+ Arrays.toString(tensor.shape())) + ".");
			}
			ordered.put(name, tensor);
		});
		for (final String name : tensors.keySet()) {
			if (!shapes.containsKey(name)) {
				throw new InputException("The weights do not fit the network: it has no parameter " + name + ".");
			}
		}
		return new Weights(ordered);
	}

	private Weights map(final UnaryOperator<Tensor> operator) {
		final Map<String, Tensor> mapped = new LinkedHashMap<>();
		tensors.forEach((name, tensor) -> mapped.put(name, operator.apply(tensor)));
		return new Weights(mapped);
	}
}
