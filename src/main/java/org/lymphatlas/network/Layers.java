package org.lymphatlas.network;

import java.util.Map;
import java.util.function.Function;

/**
 * The layers that the networks are made of, found by their parameters' names; and these parameters' shapes.
 *
 * @param ops what the layers are written in
 * @param weights parameters by name
 * @param <T> the engine's tensor
 */
record Layers<T>(TensorOps<T> ops, Function<String, T> weights) {

	/** Slope of the leaky ReLU. */
	static final double SLOPE = 0.01;

	static final int[] ONE = { 1, 1, 1 };
	private static final int[] NONE = { 0, 0, 0 };

	/** Convolution with bias, instance norm, leaky ReLU. */
	T convNormRelu(final T x, final String name, final int[] kernel, final int[] stride) {
		final T y = ops.conv3d(x, weights.apply(name + ".conv.weight"), weights.apply(name + ".conv.bias"), stride,
			padding(kernel));
		return ops.instanceNormLeakyRelu(y, weights.apply(name + ".norm.weight"), weights.apply(name + ".norm.bias"),
			SLOPE);
	}

	/** Convolution with bias, instance norm. */
	T convNorm(final T x, final String name, final int[] kernel) {
		final T y = ops.conv3d(x, weights.apply(name + ".conv.weight"), weights.apply(name + ".conv.bias"), ONE,
			padding(kernel));
		return ops.instanceNorm(y, weights.apply(name + ".norm.weight"), weights.apply(name + ".norm.bias"));
	}

	/** Convolution with bias whose kernel is its stride. */
	T stridedConv(final T x, final String name, final int[] stride) {
		return ops.conv3d(x, weights.apply(name + ".weight"), weights.apply(name + ".bias"), stride, NONE);
	}

	/** Transposed convolution, instance norm, leaky ReLU. */
	T transposedConvNormRelu(final T x, final String name, final int[] stride) {
		return ops.instanceNormLeakyRelu(transposedConv(x, name + ".conv", stride), weights.apply(name + ".norm.weight"),
			weights.apply(name + ".norm.bias"), SLOPE);
	}

	/** 1x1x1 convolution without bias, instance norm. */
	T projectNorm(final T x, final String name) {
		final T y = ops.conv3d(x, weights.apply(name + ".conv.weight"), null, ONE, NONE);
		return ops.instanceNorm(y, weights.apply(name + ".norm.weight"), weights.apply(name + ".norm.bias"));
	}

	T transposedConv(final T x, final String name, final int[] stride) {
		return ops.transposedConv3d(x, weights.apply(name + ".weight"), weights.apply(name + ".bias"), stride);
	}

	/** 1x1x1 convolution with bias. */
	T head(final T x, final String name) {
		return ops.head(x, weights.apply(name + ".weight"), weights.apply(name + ".bias"));
	}

	private static int[] padding(final int[] kernel) {
		return new int[] { (kernel[0] - 1) / 2, (kernel[1] - 1) / 2, (kernel[2] - 1) / 2 };
	}

	/** Parameters of {@link #convNormRelu} and {@link #convNorm}. */
	static void addConvNorm(final Map<String, int[]> shapes, final String name, final int in, final int out,
			final int[] kernel) {
		shapes.put(name + ".conv.weight", conv(out, in, kernel));
		shapes.put(name + ".conv.bias", new int[] { out });
		addNorm(shapes, name, out);
	}

	/** Parameters of {@link #transposedConvNormRelu}. */
	static void addTransposedConvNorm(final Map<String, int[]> shapes, final String name, final int in, final int out,
			final int[] stride) {
		shapes.put(name + ".conv.weight", conv(in, out, stride));
		shapes.put(name + ".conv.bias", new int[] { out });
		addNorm(shapes, name, out);
	}

	/** Parameters of {@link #projectNorm}. */
	static void addProjectNorm(final Map<String, int[]> shapes, final String name, final int in, final int out) {
		shapes.put(name + ".conv.weight", conv(out, in, ONE));
		addNorm(shapes, name, out);
	}

	private static void addNorm(final Map<String, int[]> shapes, final String name, final int channels) {
		shapes.put(name + ".norm.weight", new int[] { channels });
		shapes.put(name + ".norm.bias", new int[] { channels });
	}

	/** The shape of a convolution's weights. */
	static int[] conv(final int first, final int second, final int[] kernel) {
		return new int[] { first, second, kernel[0], kernel[1], kernel[2] };
	}
}
