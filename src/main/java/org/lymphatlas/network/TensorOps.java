package org.lymphatlas.network;

/**
 * The operations that networks and losses are written in; an engine brings its own tensor type. Image tensors have five
 * axes: sample, channel, z, y, x. An operation never changes its arguments.
 *
 * @param <T> the engine's tensor
 */
public interface TensorOps<T> {

	/** Added to the variance by {@link #instanceNorm}. */
	double NORM_EPSILON = 1e-5;

	/** The lengths of the axes. */
	int[] shape(T x);

	/**
	 * Cross-correlation.
	 *
	 * @param weight [out, in, kz, ky, kx]
	 * @param bias [out], or null for none
	 * @param padding zeros on both sides of each axis
	 */
	T conv3d(T x, T weight, T bias, int[] strideZyx, int[] paddingZyx);

	/**
	 * Transposed convolution whose kernel equals its stride, so that its tiles do not overlap.
	 *
	 * @param weight [in, out, kz, ky, kx]
	 * @param bias [out]
	 */
	T transposedConv3d(T x, T weight, T bias, int[] strideZyx);

	/** (x - mean) / sqrt(biased variance + 1e-5) over each channel of each sample, times scale, plus shift ([channels]). */
	T instanceNorm(T x, T scale, T shift);

	/** x where positive, slope times x elsewhere. */
	T leakyRelu(T x, double slope);

	/** Mean over tiles of the stride's size, without overlap or padding. */
	T averagePool3d(T x, int[] strideZyx);

	/** Of one channel: the value in the middle of each tile, at index stride / 2 (PyTorch's "nearest-exact"). */
	T subsample(T x, int[] strideZyx);

	/** The channels of a, then those of b. */
	T concat(T a, T b);

	/** One channel, kept as an axis of length one. */
	T channel(T x, int index);

	/** Every channel of every sample times a number of its own, [samples, channels]: with zeros among them, channel dropout. */
	T scaleChannels(T x, T factors);

	/** Sum of equal shapes. */
	T add(T a, T b);

	/** Difference of equal shapes. */
	T subtract(T a, T b);

	/** Product, value by value, of equal shapes. */
	T multiply(T a, T b);

	/** Quotient, value by value, of equal shapes. */
	T divide(T a, T b);

	/** factor x + offset. */
	T affine(T x, double factor, double offset);

	/** 1 / (1 + exp(-x)). */
	T sigmoid(T x);

	/** log(1 + exp(x)), without overflow. */
	T softplus(T x);

	/** exp(x). */
	T exp(T x);

	/** x as a constant: no gradient flows through it. */
	T detach(T x);

	/** Sum of all values: shape [1]. */
	T sum(T x);

	/** Sum over all axes but the first: shape [samples]. */
	T sumPerSample(T x);

	/** Instance norm, then leaky ReLU; engines may fuse them. */
	default T instanceNormLeakyRelu(final T x, final T scale, final T shift, final double slope) {
		return leakyRelu(instanceNorm(x, scale, shift), slope);
	}

	/** The last layer, a 1x1x1 convolution with bias; engines may compute it in their own way. */
	default T head(final T x, final T weight, final T bias) {
		return conv3d(x, weight, bias, new int[] { 1, 1, 1 }, new int[3]);
	}

	/** Sum, then leaky ReLU; engines may fuse them. */
	default T addLeakyRelu(final T a, final T b, final double slope) {
		return leakyRelu(add(a, b), slope);
	}

	/** Mean of all values: shape [1]. */
	default T mean(final T x) {
		return affine(sum(x), 1.0 / Tensor.length(shape(x)), 0);
	}
}
