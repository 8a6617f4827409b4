package org.lymphatlas.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * nnU-Net's residual encoder U-Net (Isensee et al. 2024; Engelson et al. 2024), with its parameter names and order. A stem;
 * stages of residual blocks, the first of each strided; a decoder that doubles back by transposed convolutions and
 * concatenates (upsampled, skip); a 1x1x1 head at every decoder level.
 */
public final class ResidualEncoderUnet {

	/** Slope of the leaky ReLU. */
	public static final double SLOPE = 0.01;

	private static final int[] ONE = { 1, 1, 1 };
	private static final int[] NONE = { 0, 0, 0 };

	private ResidualEncoderUnet() {
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
		final List<T> skips = encode(ops, input, weights, spec);
		final int levels = spec.stages() - 1;
		final List<T> heads = new ArrayList<>();
		T x = skips.get(levels);
		for (int s = 0; s < levels; s++) {
			final int level = levels - 1 - s;
			final String up = "decoder.transpconvs." + s;
			x = ops.transposedConv3d(x, weights.apply(up + ".weight"), weights.apply(up + ".bias"),
				spec.strides().get(level + 1));
			x = ops.concat(x, skips.get(level));
			for (int i = 0; i < spec.convsPerDecoderStage(); i++) {
				x = convNormRelu(ops, x, weights, "decoder.stages." + s + ".convs." + i, spec.kernels().get(level), ONE);
			}
			if (spec.deepSupervision() || level == 0) {
				final String head = "decoder.seg_layers." + s;
				heads.add(0, ops.conv3d(x, weights.apply(head + ".weight"), weights.apply(head + ".bias"), ONE, NONE));
			}
		}
		return heads;
	}

	private static <T> List<T> encode(final TensorOps<T> ops, final T input, final Function<String, T> weights,
			final NetworkSpec spec) {
		final List<T> skips = new ArrayList<>();
		T x = convNormRelu(ops, input, weights, "encoder.stem.convs.0", spec.kernels().get(0), ONE);
		int channels = spec.features().get(0);
		for (int s = 0; s < spec.stages(); s++) {
			for (int b = 0; b < spec.blocksPerStage().get(s); b++) {
				final int out = spec.features().get(s);
				x = block(ops, x, weights, "encoder.stages." + s + ".blocks." + b, spec.kernels().get(s),
					b == 0 ? spec.strides().get(s) : ONE, channels != out);
				channels = out;
			}
			skips.add(x);
		}
		return skips;
	}

	private static <T> T block(final TensorOps<T> ops, final T x, final Function<String, T> weights, final String name,
			final int[] kernel, final int[] stride, final boolean project) {
		T y = convNormRelu(ops, x, weights, name + ".conv1", kernel, stride);
		y = ops.conv3d(y, weights.apply(name + ".conv2.conv.weight"), weights.apply(name + ".conv2.conv.bias"), ONE,
			padding(kernel));
		y = norm(ops, y, weights, name + ".conv2.norm");
		T skip = strided(stride) ? ops.averagePool3d(x, stride) : x;
		if (project) {
			final String projection = name + ".skip." + (strided(stride) ? 1 : 0);
			skip = ops.conv3d(skip, weights.apply(projection + ".conv.weight"), null, ONE, NONE);
			skip = norm(ops, skip, weights, projection + ".norm");
		}
		return ops.addLeakyRelu(y, skip, SLOPE);
	}

	private static <T> T convNormRelu(final TensorOps<T> ops, final T x, final Function<String, T> weights,
			final String name, final int[] kernel, final int[] stride) {
		final T y = ops.conv3d(x, weights.apply(name + ".conv.weight"), weights.apply(name + ".conv.bias"), stride,
			padding(kernel));
		return ops.instanceNormLeakyRelu(y, weights.apply(name + ".norm.weight"), weights.apply(name + ".norm.bias"),
			SLOPE);
	}

	private static <T> T norm(final TensorOps<T> ops, final T x, final Function<String, T> weights, final String name) {
		return ops.instanceNorm(x, weights.apply(name + ".weight"), weights.apply(name + ".bias"));
	}

	/**
	 * Every parameter's name and shape, in the order of PyTorch's {@code parameters()}. The heads of all decoder levels are
	 * there whether or not deep supervision uses them.
	 */
	public static Map<String, int[]> parameterShapes(final NetworkSpec spec) {
		final Map<String, int[]> shapes = new LinkedHashMap<>();
		final List<Integer> features = spec.features();
		addConvNorm(shapes, "encoder.stem.convs.0", spec.inputChannels(), features.get(0), spec.kernels().get(0), true);
		int in = features.get(0);
		for (int s = 0; s < spec.stages(); s++) {
			for (int b = 0; b < spec.blocksPerStage().get(s); b++) {
				final String name = "encoder.stages." + s + ".blocks." + b;
				final int out = features.get(s);
				addConvNorm(shapes, name + ".conv1", in, out, spec.kernels().get(s), true);
				addConvNorm(shapes, name + ".conv2", out, out, spec.kernels().get(s), true);
				if (in != out) {
					addConvNorm(shapes, name + ".skip." + (b == 0 && strided(spec.strides().get(s)) ? 1 : 0), in, out, ONE,
						false);
				}
				in = out;
			}
		}
		final int levels = spec.stages() - 1;
		for (int s = 0; s < levels; s++) {
			final int out = features.get(levels - 1 - s);
			for (int i = 0; i < spec.convsPerDecoderStage(); i++) {
				addConvNorm(shapes, "decoder.stages." + s + ".convs." + i, i == 0 ? 2 * out : out, out,
					spec.kernels().get(levels - 1 - s), true);
			}
		}
		for (int s = 0; s < levels; s++) {
			final int out = features.get(levels - 1 - s);
			shapes.put("decoder.transpconvs." + s + ".weight",
				conv(features.get(levels - s), out, spec.strides().get(levels - s)));
			shapes.put("decoder.transpconvs." + s + ".bias", new int[] { out });
		}
		for (int s = 0; s < levels; s++) {
			shapes.put("decoder.seg_layers." + s + ".weight",
				conv(spec.outputChannels(), features.get(levels - 1 - s), ONE));
			shapes.put("decoder.seg_layers." + s + ".bias", new int[] { spec.outputChannels() });
		}
		return shapes;
	}

	private static void addConvNorm(final Map<String, int[]> shapes, final String name, final int in, final int out,
			final int[] kernel, final boolean bias) {
		shapes.put(name + ".conv.weight", conv(out, in, kernel));
		if (bias) {
			shapes.put(name + ".conv.bias", new int[] { out });
		}
		shapes.put(name + ".norm.weight", new int[] { out });
		shapes.put(name + ".norm.bias", new int[] { out });
	}

	private static int[] conv(final int first, final int second, final int[] kernel) {
		return new int[] { first, second, kernel[0], kernel[1], kernel[2] };
	}

	private static int[] padding(final int[] kernel) {
		return new int[] { (kernel[0] - 1) / 2, (kernel[1] - 1) / 2, (kernel[2] - 1) / 2 };
	}

	private static boolean strided(final int[] stride) {
		return !Arrays.equals(stride, ONE);
	}
}
