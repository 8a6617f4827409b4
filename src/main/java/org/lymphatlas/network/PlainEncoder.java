package org.lymphatlas.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** nnU-Net's PlainConvUNet: stages of convolution, norm and leaky ReLU, the first of each stage strided. */
final class PlainEncoder implements Unet.Encoder {

	@Override
	public <T> List<T> encode(final Layers<T> layers, final T input, final NetworkSpec spec) {
		final List<T> skips = new ArrayList<>();
		T x = input;
		for (int s = 0; s < spec.stages(); s++) {
			for (int i = 0; i < spec.blocksPerStage().get(s); i++) {
				x = layers.convNormRelu(x, name(s, i), spec.kernels().get(s), i == 0 ? spec.strides().get(s) : Layers.ONE);
			}
			skips.add(x);
		}
		return skips;
	}

	@Override
	public void addShapes(final Map<String, int[]> shapes, final NetworkSpec spec) {
		int in = spec.inputChannels();
		for (int s = 0; s < spec.stages(); s++) {
			final int out = spec.features().get(s);
			for (int i = 0; i < spec.blocksPerStage().get(s); i++) {
				Layers.addConvNorm(shapes, name(s, i), in, out, spec.kernels().get(s));
				in = out;
			}
		}
	}

	private static String name(final int stage, final int convolution) {
		return "encoder.stages." + stage + ".0.convs." + convolution;
	}
}
