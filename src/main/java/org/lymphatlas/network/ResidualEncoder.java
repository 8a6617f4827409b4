package org.lymphatlas.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** nnU-Net's ResidualEncoderUNet: a stem, then stages of residual blocks (ResNet-D), the first of each stage strided. */
final class ResidualEncoder implements Unet.Encoder {

	private static final String STEM = "encoder.stem.convs.0";

	@Override
	public <T> List<T> encode(final Layers<T> layers, final T input, final NetworkSpec spec) {
		final List<T> skips = new ArrayList<>();
		T x = layers.convNormRelu(input, STEM, spec.kernels().get(0), Layers.ONE);
		int channels = spec.features().get(0);
		for (int s = 0; s < spec.stages(); s++) {
			for (int b = 0; b < spec.blocksPerStage().get(s); b++) {
				final int out = spec.features().get(s);
				x = block(layers, x, name(s, b), spec.kernels().get(s), b == 0 ? spec.strides().get(s) : Layers.ONE,
					channels != out);
				channels = out;
			}
			skips.add(x);
		}
		return skips;
	}

	private static <T> T block(final Layers<T> layers, final T x, final String name, final int[] kernel,
			final int[] stride, final boolean project) {
		final T first = layers.convNormRelu(x, name + ".conv1", kernel, stride);
		final T y = layers.convNorm(first, name + ".conv2", kernel);
		T skip = strided(stride) ? layers.ops().averagePool3d(x, stride) : x;
		if (project) {
			skip = layers.projectNorm(skip, projection(name, stride));
		}
		return layers.ops().addLeakyRelu(y, skip, Layers.SLOPE);
	}

	@Override
	public void addShapes(final Map<String, int[]> shapes, final NetworkSpec spec) {
		int in = spec.features().get(0);
		Layers.addConvNorm(shapes, STEM, spec.inputChannels(), in, spec.kernels().get(0));
		for (int s = 0; s < spec.stages(); s++) {
			final int[] kernel = spec.kernels().get(s);
			final int out = spec.features().get(s);
			for (int b = 0; b < spec.blocksPerStage().get(s); b++) {
				final String name = name(s, b);
				Layers.addConvNorm(shapes, name + ".conv1", in, out, kernel);
				Layers.addConvNorm(shapes, name + ".conv2", out, out, kernel);
				if (in != out) {
					Layers.addProjectNorm(shapes, projection(name, b == 0 ? spec.strides().get(s) : Layers.ONE), in, out);
				}
				in = out;
			}
		}
	}

	private static String name(final int stage, final int block) {
		return "encoder.stages." + stage + ".blocks." + block;
	}

	/** Second in the skip's sequence where a pooling comes before it. */
	private static String projection(final String block, final int[] stride) {
		return block + ".skip." + (strided(stride) ? 1 : 0);
	}

	private static boolean strided(final int[] stride) {
		return !Arrays.equals(stride, Layers.ONE);
	}
}
