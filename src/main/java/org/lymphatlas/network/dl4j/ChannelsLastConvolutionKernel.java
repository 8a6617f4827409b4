package org.lymphatlas.network.dl4j;

import java.util.List;
import java.util.stream.IntStream;

import org.bytedeco.javacpp.FloatPointer;
import org.lymphatlas.network.Tensor;

/**
 * Convolution, channels last. Forward it is ND4J's, and so is the input's gradient where there are no strides; the rest are
 * products of small matrices that lie in memory as they are. The backward convolution of ND4J's oneDNN (2.3) would copy
 * input and gradient into blocks of channels and back, and takes about twice the time.
 */
final class ChannelsLastConvolutionKernel implements Kernel {

	private final ConvolutionKernel forward;
	private final int[] kernel;
	private final int[] stride;
	private final int[] padding;

	ChannelsLastConvolutionKernel(final int[] kernel, final int[] stride, final int[] padding) {
		forward = new ConvolutionKernel("conv3dnew", Layout.CHANNELS_LAST, kernel, stride, padding);
		this.kernel = kernel.clone();
		this.stride = stride.clone();
		this.padding = padding.clone();
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		forward.forward(inputs, output);
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		Blas.singleThreaded(() -> {
			if (inputGradients[0] != null) {
				if (mirrors()) {
					mirroredConvolution(gradient, inputs[1], inputGradients[0]);
				}
				else {
					productsOfRows(gradient, inputs[1], inputGradients[0]);
				}
			}
			if (inputGradients[1] != null) {
				new WeightGradient(inputs[0], gradient, axes(inputs[0], gradient)).writeTo(inputGradients[1]);
			}
			if (inputGradients.length > 2 && inputGradients[2] != null) {
				inputGradients[2].put(0, ChannelRows.sums(gradient), 0, inputGradients[2].length());
			}
		});
	}

	/** Whether the input's gradient is a convolution too. */
	private boolean mirrors() {
		return IntStream.range(0, 3).allMatch(a -> stride[a] == 1 && padding[a] < kernel[a]);
	}

	private Axis[] axes(final DeviceArray x, final DeviceArray gradient) {
		final Axis[] axes = new Axis[3];
		for (int a = 0; a < 3; a++) {
			axes[a] = new Axis(kernel[a], stride[a], padding[a], x.shape()[2 + a], gradient.shape()[2 + a]);
		}
		return axes;
	}

	private int taps() {
		return kernel[0] * kernel[1] * kernel[2];
	}

	/** Without strides: the output's gradient convolved with the weights, their axes mirrored and in and out exchanged. */
	private void mirroredConvolution(final DeviceArray gradient, final DeviceArray weights, final DeviceArray target) {
		final int[] w = weights.shape();
		final int taps = taps();
		final float[] values = weights.toArray();
		final float[] turned = new float[values.length];
		for (int o = 0; o < w[0]; o++) {
			for (int i = 0; i < w[1]; i++) {
				for (int tap = 0; tap < taps; tap++) {
					turned[(i * w[0] + o) * taps + tap] = values[(o * w[1] + i + 1) * taps - 1 - tap];
				}
			}
		}
		final int[] rest = { kernel[0] - 1 - padding[0], kernel[1] - 1 - padding[1], kernel[2] - 1 - padding[2] };
		try (DeviceArray matrix = DeviceArray.create(w[1], w[0], w[2], w[3], w[4])) {
			matrix.put(0, turned, 0, turned.length);
			new ConvolutionKernel("conv3dnew", Layout.CHANNELS_LAST, kernel, stride, rest).forward(new DeviceArray[] { gradient,
				matrix }, target);
		}
	}

	/** Each row of the output's gradient times the weights of each tap. */
	private void productsOfRows(final DeviceArray gradient, final DeviceArray weights, final DeviceArray target) {
		final Axis[] axes = axes(target, gradient);
		final int in = target.shape()[1];
		final int out = gradient.shape()[1];
		final int planes = target.shape()[0] * axes[0].inputs();
		try (FloatPointer byTap = new FloatPointer(weights.length())) {
			byTap.put(byTap(weights.toArray(), in, out), 0, weights.length());
			Threads.forEach(planes, plane -> {
				final int sample = plane / axes[0].inputs();
				final int z = plane % axes[0].inputs();
				final FloatPointer a = gradient.pointer(0);
				final FloatPointer b = new FloatPointer(byTap);
				final FloatPointer c = target.pointer(0);
				final float[] zeros = new float[axes[2].inputs() * in];
				for (int y = 0; y < axes[1].inputs(); y++) {
					final int row = (plane * axes[1].inputs() + y) * axes[2].inputs();
					target.put(row * in, zeros, 0, zeros.length);
					for (int tap = 0; tap < taps(); tap++) {
						final int kx = tap % kernel[2];
						final int outZ = axes[0].output(z, tap / kernel[2] / kernel[1]);
						final int outY = axes[1].output(y, tap / kernel[2] % kernel[1]);
						final int count = axes[2].count(kx);
						if (outZ >= 0 && outY >= 0 && count > 0) {
							final int first = axes[2].first(kx);
							final int outRow = ((sample * axes[0].outputs() + outZ) * axes[1].outputs() + outY) * axes[2].outputs();
							Blas.multiplyAdd(count, in, out, a.position((long) (outRow + first) * out), out, b.position((long) tap
								* in * out), in, c.position((long) (row + axes[2].input(first, kx)) * in), stride[2] * in);
						}
					}
				}
			});
		}
	}

	/** [out, in, taps] as [taps, out, in]. */
	private float[] byTap(final float[] weights, final int in, final int out) {
		final int taps = taps();
		final float[] matrices = new float[weights.length];
		for (int k = 0; k < in * out; k++) {
			for (int tap = 0; tap < taps; tap++) {
				matrices[tap * in * out + k] = weights[k * taps + tap];
			}
		}
		return matrices;
	}

	@Override
	public boolean keepsInput(final int index) {
		return index < 2;
	}

	@Override
	public long scratchValues(final List<Variable> inputs, final Variable output) {
		return forward.scratchValues(inputs, output);
	}

	@Override
	public long backwardScratchValues(final List<Variable> inputs, final Variable output) {
		final long weights = Tensor.length(inputs.get(1).shape());
		final int[] x = inputs.get(0).shape();
		final long sums = weights * WeightSums.slabs(Tensor.length(x), weights, x[0] * x[2]);
		return Math.max(sums, mirrors() ? weights + forward.scratchValues(inputs, output) : weights);
	}
}
