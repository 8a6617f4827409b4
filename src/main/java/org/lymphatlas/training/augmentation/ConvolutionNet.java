package org.lymphatlas.training.augmentation;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A shallow network of convolutions that turns one image into another: zeros beyond the image, leaky ReLU (0.01) after
 * all layers but the last. The random ones are the texture transforms (GIN) of Ouyang et al., Causality-inspired
 * single-source domain generalization for medical image segmentation (2021).
 *
 * @param layers the first has one input channel, the last one output channel
 */
record ConvolutionNet(List<Layer> layers) {

	static final float SLOPE = 0.01f;

	private static final int[] CHANNELS = { 1, 4, 4, 4, 1 };

	/**
	 * @param in input channels
	 * @param kernel 1 or 3 voxels along every axis
	 * @param weights [output channel][input channel][z][y][x], x fastest
	 * @param shifts one for each output channel
	 */
	record Layer(int in, int kernel, float[] weights, float[] shifts) {

		int out() {
			return shifts.length;
		}

		/** Weights of one output channel. */
		int taps() {
			return in * kernel * kernel * kernel;
		}
	}

	/** Four layers of 1-4-4-4-1 channels, each kernel 1 or 3 voxels wide; weights and shifts are drawn from N(0, 1). */
	static ConvolutionNet draw(final RandomGenerator random) {
		return new ConvolutionNet(IntStream.range(1, CHANNELS.length).mapToObj(l -> draw(CHANNELS[l - 1], CHANNELS[l],
			random)).toList());
	}

	private static Layer draw(final int in, final int out, final RandomGenerator random) {
		final int kernel = random.nextBoolean() ? 3 : 1;
		return new Layer(in, kernel, gaussians(out * in * kernel * kernel * kernel, random), gaussians(out, random));
	}

	private static float[] gaussians(final int count, final RandomGenerator random) {
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = (float) random.nextGaussian();
		return values;
	}

	/**
	 * The network's image of an image z, y, x, x fastest. Time grows with voxels, memory beside the result with a slice; one
	 * thread.
	 */
	float[] apply(final float[] image, final int[] sizeZyx) {
		return new ConvolutionSlices(layers, sizeZyx).run(image);
	}
}
