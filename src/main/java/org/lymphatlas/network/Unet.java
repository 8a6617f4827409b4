package org.lymphatlas.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * nnU-Net's networks, with its parameter names and order: an encoder of the plan's {@linkplain NetworkSpec#kind() kind},
 * and a decoder that goes back by transposed convolutions, concatenates (upsampled, skip) and has a 1x1x1 head at every
 * level (Isensee et al. 2021, doi:10.1038/s41592-020-01008-z; residual encoder: Isensee et al. 2024, arXiv:2404.09556).
 */
public final class Unet {

	private Unet() {
	}

	/** The part of a network that makes it one kind or another. */
	interface Encoder {

		/** The output of every stage, finest first. */
		<T> List<T> encode(Layers<T> layers, T input, NetworkSpec spec);

		/** Adds the encoder's parameters in order. */
		void addShapes(Map<String, int[]> shapes, NetworkSpec spec);
	}

	private static Encoder encoder(final NetworkSpec spec) {
		return switch (spec.kind()) {
			case NetworkSpec.PLAIN_UNET -> new PlainEncoder();
			case NetworkSpec.RESIDUAL_ENCODER_UNET -> new ResidualEncoder();
			default -> throw new IllegalArgumentException("There is no network of the kind " + spec.kind() + ".");
		};
	}

	/**
	 * The network as a pure function.
	 *
	 * @param input [n, inputChannels, d, h, w]; d, h, w multiples of {@link NetworkSpec#divisorZyx()}
	 * @param weights parameters by name, as {@link #parameterShapes} lists them
	 * @return logits [n, outputChannels, ...], finest first: one for each decoder level with deep supervision, else one
	 */
	public static <T> List<T> forward(final TensorOps<T> ops, final T input, final Function<String, T> weights,
			final NetworkSpec spec) {
		final Layers<T> layers = new Layers<>(ops, weights);
		final List<T> skips = encoder(spec).encode(layers, input, spec);
		final int levels = spec.stages() - 1;
		final List<T> heads = new ArrayList<>();
		T x = skips.get(levels);
		for (int s = 0; s < levels; s++) {
			final int level = levels - 1 - s;
			x = layers.transposedConv(x, "decoder.transpconvs." + s, spec.strides().get(level + 1));
			x = ops.concat(x, skips.get(level));
			for (int i = 0; i < spec.convsPerDecoderStage().get(s); i++) {
				x = layers.convNormRelu(x, "decoder.stages." + s + ".convs." + i, spec.kernels().get(level), Layers.ONE);
			}
			if (spec.deepSupervision() || level == 0) {
				heads.add(0, layers.head(x, "decoder.seg_layers." + s));
			}
		}
		return heads;
	}

	/**
	 * Every parameter's name and shape, in the order of PyTorch's {@code parameters()}. The heads of all decoder levels are
	 * there whether or not deep supervision uses them.
	 */
	public static Map<String, int[]> parameterShapes(final NetworkSpec spec) {
		final Map<String, int[]> shapes = new LinkedHashMap<>();
		encoder(spec).addShapes(shapes, spec);
		final List<Integer> features = spec.features();
		final int levels = spec.stages() - 1;
		for (int s = 0; s < levels; s++) {
			final int out = features.get(levels - 1 - s);
			for (int i = 0; i < spec.convsPerDecoderStage().get(s); i++) {
				Layers.addConvNorm(shapes, "decoder.stages." + s + ".convs." + i, i == 0 ? 2 * out : out, out,
					spec.kernels().get(levels - 1 - s));
			}
		}
		for (int s = 0; s < levels; s++) {
			final int out = features.get(levels - 1 - s);
			shapes.put("decoder.transpconvs." + s + ".weight",
				Layers.conv(features.get(levels - s), out, spec.strides().get(levels - s)));
			shapes.put("decoder.transpconvs." + s + ".bias", new int[] { out });
		}
		for (int s = 0; s < levels; s++) {
			shapes.put("decoder.seg_layers." + s + ".weight",
				Layers.conv(spec.outputChannels(), features.get(levels - 1 - s), Layers.ONE));
			shapes.put("decoder.seg_layers." + s + ".bias", new int[] { spec.outputChannels() });
		}
		return shapes;
	}
}
