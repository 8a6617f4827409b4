package org.lymphatlas.network.dl4j;

import java.util.List;

import org.bytedeco.javacpp.FloatPointer;
import org.lymphatlas.network.Tensor;

/**
 * Convolution, channels last. Forward it is ND4J's; backward each row of voxels times the weights of a tap is a product of
 * small matrices that lie in memory as they are. ND4J's oneDNN (2.3) would copy input and gradient into blocks of channels
 * and back, and takes about twice the time.
 */
final class ChannelsLastConvolutionKernel implements Kernel {

	/** At most so many sums of the weights' gradient are kept side by side. */
	private static final int MAX_SLABS = 16;

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
				inputGradient(gradient, inputs[1], inputGradients[0]);
			}
			if (inputGradients[1] != null) {
				weightGradient(inputs[0], gradient, inputGradients[1]);
			}
			if (inputGradients.length > 2 && inputGradients[2] != null) {
				inputGradients[2].put(0, ChannelRows.sums(gradient), 0, inputGradients[2].length());
			}
		});
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

	private void inputGradient(final DeviceArray gradient, final DeviceArray weights, final DeviceArray target) {
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

	/** Slabs of planes by planes of the kernel; each has sums of its own, added up in a fixed order. */
	private void weightGradient(final DeviceArray x, final DeviceArray gradient, final DeviceArray target) {
		final Axis[] axes = axes(x, gradient);
		final int in = x.shape()[1];
		final int out = gradient.shape()[1];
		final int planes = gradient.shape()[0] * axes[0].outputs();
		final int slabs = slabs(x.length(), target.length(), planes);
		try (FloatPointer sums = new FloatPointer((long) slabs * target.length())) {
			Threads.forEach(slabs * kernel[0], task -> {
				final int slab = task / kernel[0];
				final int kz = task % kernel[0];
				final int length = target.length() / kernel[0];
				final long start = (long) slab * target.length() + (long) kz * length;
				final FloatPointer c = new FloatPointer(sums);
				c.position(start).put(new float[length], 0, length);
				for (int plane = slab * planes / slabs; plane < (slab + 1) * planes / slabs; plane++) {
					final int z = axes[0].input(plane % axes[0].outputs(), kz);
					if (z >= 0 && z < axes[0].inputs()) {
						addPlane(x, plane / axes[0].outputs() * axes[0].inputs() + z, gradient, plane, axes, c, start);
					}
				}
			});
			target.put(0, total(sums, slabs, target.length(), in, out), 0, target.length());
		}
	}

	private void addPlane(final DeviceArray x, final int xPlane, final DeviceArray gradient, final int plane,
			final Axis[] axes, final FloatPointer c, final long start) {
		final int in = x.shape()[1];
		final int out = gradient.shape()[1];
		final FloatPointer a = x.pointer(0);
		final FloatPointer b = gradient.pointer(0);
		for (int outY = 0; outY < axes[1].outputs(); outY++) {
			final int outRow = (plane * axes[1].outputs() + outY) * axes[2].outputs();
			for (int tap = 0; tap < kernel[1] * kernel[2]; tap++) {
				final int kx = tap % kernel[2];
				final int y = axes[1].input(outY, tap / kernel[2]);
				final int count = axes[2].count(kx);
				if (y >= 0 && y < axes[1].inputs() && count > 0) {
					final int first = axes[2].first(kx);
					final int row = (xPlane * axes[1].inputs() + y) * axes[2].inputs();
					Blas.transposedMultiplyAdd(in, out, count, a.position((long) (row + axes[2].input(first, kx)) * in), stride[2]
						* in, b.position((long) (outRow + first) * out), out, c.position(start + (long) tap * in * out), out);
				}
			}
		}
	}

	private static int slabs(final long values, final long weights, final int planes) {
		return (int) Math.max(1, Math.min(Math.min(MAX_SLABS, planes), values / weights));
	}

	/** The sums [slabs, taps, in, out] added over slabs, as [out, in, taps]. */
	private float[] total(final FloatPointer sums, final int slabs, final int weights, final int in, final int out) {
		final float[] slab = new float[weights];
		final double[] byTap = new double[weights];
		for (int s = 0; s < slabs; s++) {
			sums.position((long) s * weights).get(slab, 0, weights);
			for (int i = 0; i < weights; i++) {
				byTap[i] += slab[i];
			}
		}
		final int taps = taps();
		final float[] total = new float[weights];
		for (int i = 0; i < in; i++) {
			for (int o = 0; o < out; o++) {
				for (int tap = 0; tap < taps; tap++) {
					total[(o * in + i) * taps + tap] = (float) byTap[(tap * in + i) * out + o];
				}
			}
		}
		return total;
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
		return weights * slabs(Tensor.length(inputs.get(0).shape()), weights, output.shape()[0] * output.shape()[2]);
	}
}
