package org.lymphatlas.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Paper B's network (Wang et al., 3.1; after Milletari et al. 2016, arXiv:1606.04797): one encoder and a main decoder, for
 * training also an auxiliary one of the same structure, which receives the encoder's features with whole channels dropped.
 * A block is two convolutions with instance norm and its input added; stages are joined by convolutions whose kernel is
 * the stride, the way back by transposed ones.
 */
public final class VNet {

	private static final String MAIN = "main";
	private static final String AUXILIARY = "auxiliary";

	private VNet() {
	}

	/**
	 * The main branch alone, as prediction needs it.
	 *
	 * @param input [n, inputChannels, d, h, w]; d, h, w multiples of {@link NetworkSpec#divisorZyx()}
	 * @return logits [n, outputChannels, d, h, w]
	 */
	static <T> T main(final TensorOps<T> ops, final T input, final Function<String, T> weights, final NetworkSpec spec) {
		final Layers<T> layers = new Layers<>(ops, weights);
		return decode(layers, encode(layers, input, spec, (s, values) -> values), MAIN, spec);
	}

	/**
	 * Every branch, in training.
	 *
	 * @param inputs {@link Batch#INPUT}, and the factors of dropout
	 * @return logits of the main and, in a dual-branch network, of the auxiliary branch
	 */
	public static <T> List<T> branches(final TensorOps<T> ops, final Map<String, T> inputs, final Function<String, T> weights,
			final VNetDropout dropout) {
		final NetworkSpec spec = dropout.network();
		final Layers<T> layers = new Layers<>(ops, weights);
		final List<T> features = encode(layers, inputs.get(Batch.INPUT), spec, (s, values) -> dropout.inEncoder(ops, s, values,
			inputs));
		final T main = decode(layers, features, MAIN, spec);
		if (!dropout.isDual()) {
			return List.of(main);
		}
		final List<T> perturbed = new ArrayList<>();
		for (int s = 0; s < spec.stages(); s++) {
			perturbed.add(dropout.toAuxiliary(ops, s, features.get(s), inputs));
		}
		return List.of(main, decode(layers, perturbed, AUXILIARY, spec));
	}

	/** @param dropped by the stage's number, what is left of a block's values after its first convolution */
	private static <T> List<T> encode(final Layers<T> layers, final T input, final NetworkSpec spec,
			final BiFunction<Integer, T, T> dropped) {
		final List<T> features = new ArrayList<>();
		T x = input;
		int channels = spec.inputChannels();
		for (int s = 0; s < spec.stages(); s++) {
			final int stage = s;
			if (s > 0) {
				x = layers.stridedConv(x, down(s), spec.strides().get(s));
			}
			x = block(layers, x, "encoder." + s, spec.kernels().get(s), channels != spec.features().get(s), values -> dropped
				.apply(stage, values));
			channels = spec.features().get(s);
			features.add(x);
		}
		return features;
	}

	/** Convolution, norm, leaky ReLU, dropout, convolution, norm; plus the input, brought to as many channels; leaky ReLU. */
	private static <T> T block(final Layers<T> layers, final T x, final String name, final int[] kernel,
			final boolean project, final UnaryOperator<T> dropped) {
		final T first = dropped.apply(layers.convNormRelu(x, name + ".conv1", kernel, Layers.ONE));
		final T y = layers.convNorm(first, name + ".conv2", kernel);
		final T skip = project ? layers.convNormRelu(x, name + ".skip", Layers.ONE, Layers.ONE) : x;
		return layers.ops().addLeakyRelu(y, skip, Layers.SLOPE);
	}

	private static <T> T decode(final Layers<T> layers, final List<T> features, final String decoder,
			final NetworkSpec spec) {
		T x = features.get(spec.stages() - 1);
		for (int s = spec.stages() - 2; s >= 0; s--) {
			final String name = decoder + "." + s;
			final T up = layers.transposedConvNormRelu(x, name + ".up", spec.strides().get(s + 1));
			final T first = layers.convNormRelu(layers.ops().concat(up, features.get(s)), name + ".conv1", spec.kernels().get(s),
				Layers.ONE);
			x = layers.ops().addLeakyRelu(layers.convNorm(first, name + ".conv2", spec.kernels().get(s)), up, Layers.SLOPE);
		}
		return layers.head(x, decoder + ".head");
	}

	/** Whether a parameter is a head's. */
	static boolean isHead(final String parameter) {
		return parameter.contains(".head.");
	}

	/** Whether a parameter is the kernel of a convolution that reads the network's input. */
	static boolean readsInput(final String parameter) {
		return parameter.equals("encoder.0.conv1.conv.weight") || parameter.equals("encoder.0.skip.conv.weight");
	}

	/** Every parameter's name and shape; the auxiliary decoder's only where the plan has one. */
	static void addShapes(final Map<String, int[]> shapes, final NetworkSpec spec) {
		int in = spec.inputChannels();
		for (int s = 0; s < spec.stages(); s++) {
			final int out = spec.features().get(s);
			if (s > 0) {
				shapes.put(down(s) + ".weight", Layers.conv(in, in, spec.strides().get(s)));
				shapes.put(down(s) + ".bias", new int[] { in });
			}
			addConvs(shapes, "encoder." + s, in, out, spec.kernels().get(s));
			if (in != out) {
				Layers.addConvNorm(shapes, "encoder." + s + ".skip", in, out, Layers.ONE);
			}
			in = out;
		}
		addDecoder(shapes, MAIN, spec);
		if (NetworkSpec.DUAL_BRANCH_VNET.equals(spec.kind())) {
			addDecoder(shapes, AUXILIARY, spec);
		}
	}

	private static void addDecoder(final Map<String, int[]> shapes, final String decoder, final NetworkSpec spec) {
		for (int s = spec.stages() - 2; s >= 0; s--) {
			final int out = spec.features().get(s);
			final String name = decoder + "." + s;
			Layers.addTransposedConvNorm(shapes, name + ".up", spec.features().get(s + 1), out, spec.strides().get(s + 1));
			addConvs(shapes, name, 2 * out, out, spec.kernels().get(s));
		}
		shapes.put(decoder + ".head.weight", Layers.conv(spec.outputChannels(), spec.features().get(0), Layers.ONE));
		shapes.put(decoder + ".head.bias", new int[] { spec.outputChannels() });
	}

	private static void addConvs(final Map<String, int[]> shapes, final String name, final int in, final int out,
			final int[] kernel) {
		Layers.addConvNorm(shapes, name + ".conv1", in, out, kernel);
		Layers.addConvNorm(shapes, name + ".conv2", out, out, kernel);
	}

	private static String down(final int stage) {
		return "encoder." + stage + ".down";
	}
}
