package org.lymphatlas.network.dl4j;

import java.util.List;

import org.bytedeco.javacpp.FloatPointer;
import org.lymphatlas.network.Tensor;

/**
 * Transposed convolution whose kernel equals its stride, channels last: a row of input voxels times the weights of one
 * (z, y) of the kernel is a row of output voxels, read and written where it belongs without any copy.
 */
final class ChannelsLastTransposedKernel implements Kernel {

	private final int[] stride;

	ChannelsLastTransposedKernel(final int[] stride) {
		this.stride = stride.clone();
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		final Sizes s = new Sizes(inputs[0], output);
		final float[] bias = repeated(inputs[2].toArray(), output.shape()[4]);
		Blas.singleThreaded(() -> {
			try (FloatPointer weights = new FloatPointer(inputs[1].length())) {
				weights.put(byRow(inputs[1].toArray(), s, false), 0, inputs[1].length());
				Threads.forEach(s.outputRows(), row -> {
					output.put(row * bias.length, bias, 0, bias.length);
					Blas.multiplyAdd(s.nx(), s.out(), s.in(), inputs[0].pointer(s.inputRow(row) * s.nx() * s.in()), s.in(),
						new FloatPointer(weights).position((long) s.matrix(row) * s.in() * s.out()), s.out(), output.pointer(row
							* bias.length), s.out());
				});
			}
		});
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		final Sizes s = new Sizes(inputs[0], gradient);
		Blas.singleThreaded(() -> {
			if (inputGradients[0] != null) {
				inputGradient(gradient, inputs[1], inputGradients[0], s);
			}
			if (inputGradients[1] != null) {
				weightGradient(inputs[0], gradient, inputGradients[1], s);
			}
			if (inputGradients[2] != null) {
				inputGradients[2].put(0, ChannelRows.sums(gradient), 0, inputGradients[2].length());
			}
		});
	}

	private void inputGradient(final DeviceArray gradient, final DeviceArray weight, final DeviceArray target,
			final Sizes s) {
		try (FloatPointer weights = new FloatPointer(weight.length())) {
			weights.put(byRow(weight.toArray(), s, true), 0, weight.length());
			Threads.forEach(s.inputRows(), row -> {
				target.put(row * s.nx() * s.in(), new float[s.nx() * s.in()], 0, s.nx() * s.in());
				for (int matrix = 0; matrix < stride[0] * stride[1]; matrix++) {
					Blas.multiplyAdd(s.nx(), s.in(), s.out(), gradient.pointer(s.outputRow(row, matrix) * s.nx() * s.out()), s
						.out(), new FloatPointer(weights).position((long) matrix * s.in() * s.out()), s.in(), target.pointer(row * s
							.nx() * s.in()), s.in());
				}
			});
		}
	}

	private void weightGradient(final DeviceArray x, final DeviceArray gradient, final DeviceArray target, final Sizes s) {
		final int slabs = slabs(x.length(), target.length());
		try (FloatPointer sums = new FloatPointer((long) slabs * target.length())) {
			Threads.forEach(slabs * stride[0] * stride[1], task -> {
				final int slab = task / (stride[0] * stride[1]);
				final int matrix = task % (stride[0] * stride[1]);
				final FloatPointer c = new FloatPointer(sums).position((long) task * s.in() * s.out());
				c.put(new float[s.in() * s.out()], 0, s.in() * s.out());
				for (int row = (int) ((long) slab * s.inputRows() / slabs); row < (slab + 1L) * s.inputRows() / slabs; row++) {
					Blas.transposedMultiplyAdd(s.in(), s.out(), s.nx(), x.pointer(row * s.nx() * s.in()), s.in(), gradient.pointer(s
						.outputRow(row, matrix) * s.nx() * s.out()), s.out(), c, s.out());
				}
			});
			final double[] total = new double[target.length()];
			final float[] part = new float[target.length()];
			for (int slab = 0; slab < slabs; slab++) {
				sums.position((long) slab * part.length).get(part, 0, part.length);
				for (int i = 0; i < part.length; i++) {
					total[i] += part[i];
				}
			}
			for (int i = 0; i < part.length; i++) {
				part[index(i, s)] = (float) total[i];
			}
			target.put(0, part, 0, part.length);
		}
	}

	/** Sums kept side by side: fewer for coarse arrays of many channels. */
	private static int slabs(final int values, final int weights) {
		return Math.max(1, Math.min(16, values / weights));
	}

	/** [in, outputs, z, y, x] as [z, y, in, x, outputs], or as [z, y, x, outputs, in]. */
	private float[] byRow(final float[] weight, final Sizes s, final boolean inputsLast) {
		final float[] matrices = new float[weight.length];
		for (int i = 0; i < weight.length; i++) {
			final int matrix = i / (s.in() * s.out());
			final int input = i / s.out() % s.in();
			matrices[inputsLast ? (matrix * s.out() + i % s.out()) * s.in() + input : i] = weight[index(i, s)];
		}
		return matrices;
	}

	/** Where the value i of [z, y, in, x, outputs] lies in [in, outputs, z, y, x]. */
	private int index(final int i, final Sizes s) {
		final int outputs = s.out() / stride[2];
		final int matrix = i / (s.in() * s.out());
		final int input = i / s.out() % s.in();
		final int x = i / outputs % stride[2];
		return ((input * outputs + i % outputs) * stride[0] * stride[1] + matrix) * stride[2] + x;
	}

	private static float[] repeated(final float[] bias, final int times) {
		final float[] row = new float[bias.length * times];
		for (int i = 0; i < row.length; i++) {
			row[i] = bias[i % bias.length];
		}
		return row;
	}

	/** Rows of voxels along x; an output row seen as nx groups of {@code out} values. */
	private final class Sizes {

		private final int[] input;
		private final int outputs;

		Sizes(final DeviceArray input, final DeviceArray output) {
			this.input = input.shape();
			outputs = output.shape()[1];
		}

		int nx() {
			return input[4];
		}

		int in() {
			return input[1];
		}

		int out() {
			return stride[2] * outputs;
		}

		int inputRows() {
			return input[0] * input[2] * input[3];
		}

		int outputRows() {
			return inputRows() * stride[0] * stride[1];
		}

		private int z(final int outputRow) {
			return outputRow / (input[3] * stride[1]);
		}

		private int y(final int outputRow) {
			return outputRow % (input[3] * stride[1]);
		}

		int inputRow(final int outputRow) {
			return z(outputRow) / stride[0] * input[3] + y(outputRow) / stride[1];
		}

		/** Which (z, y) of the kernel an output row comes from. */
		int matrix(final int outputRow) {
			return z(outputRow) % stride[0] * stride[1] + y(outputRow) % stride[1];
		}

		int outputRow(final int inputRow, final int matrix) {
			final int z = inputRow / input[3] * stride[0] + matrix / stride[1];
			return z * input[3] * stride[1] + inputRow % input[3] * stride[1] + matrix % stride[1];
		}
	}

	@Override
	public long scratchValues(final List<Variable> inputs, final Variable output) {
		return Tensor.length(inputs.get(1).shape());
	}

	@Override
	public long backwardScratchValues(final List<Variable> inputs, final Variable output) {
		final int weights = Math.toIntExact(Tensor.length(inputs.get(1).shape()));
		return (long) weights * slabs(Math.toIntExact(Tensor.length(inputs.get(0).shape())), weights);
	}

	@Override
	public boolean keepsInput(final int index) {
		return index < 2;
	}
}
