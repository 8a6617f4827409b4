package org.lymphatlas.network.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.lymphatlas.network.TensorOps;

/** Writes down what a network or a loss does, as instructions; runs nothing. Shapes are checked here, once. */
final class Recorder implements TensorOps<Variable> {

	private final Layout layout;
	private final List<Instruction> instructions = new ArrayList<>();
	/** What was brought into the other layout, by number. */
	private final Map<Integer, Variable> reordered = new HashMap<>();
	/** What losses ask for again and again, by the argument's number. */
	private final Map<Integer, Variable> sigmoids = new HashMap<>();
	private final Map<Integer, Variable> softplus = new HashMap<>();
	private int variables;

	/** @param layout of the image tensors that networks compute; leaves and logits lie channels first */
	Recorder(final Layout layout) {
		this.layout = layout;
	}

	/** A variable whose values are given from outside: an input or a parameter. */
	Variable leaf(final int... shape) {
		return new Variable(variables++, shape.clone(), Layout.CHANNELS_FIRST);
	}

	/** The same values, channels first; the variable itself where it lies so. */
	Variable channelsFirst(final Variable x) {
		return in(Layout.CHANNELS_FIRST, x);
	}

	private Variable in(final Layout wanted, final Variable x) {
		if (x.layout() == wanted || x.shape().length != 5 || x.shape()[1] == 1) {
			return x;
		}
		return reordered.computeIfAbsent(x.id(), id -> record(new ReorderKernel(wanted), wanted, x.shape(), x));
	}

	/** What was recorded so far. */
	Program program(final Variable... outputs) {
		return new Program(List.copyOf(instructions), variables, List.of(outputs));
	}

	@Override
	public int[] shape(final Variable x) {
		return x.shape();
	}

	@Override
	public Variable conv3d(final Variable x, final Variable weight, final Variable bias, final int[] stride,
			final int[] padding) {
		final int[] w = weight.shape();
		require(x.shape().length == 5 && w.length == 5 && w[1] == x.shape()[1], "conv3d", x, weight);
		final int[] out = { x.shape()[0], w[0], 0, 0, 0 };
		for (int a = 0; a < 3; a++) {
			out[2 + a] = (x.shape()[2 + a] + 2 * padding[a] - w[2 + a]) / stride[a] + 1;
		}
		final Kernel kernel = layout.convolution(kernelSize(w), stride, padding);
		return bias == null ? record(kernel, layout, out, in(layout, x), weight)
			: record(kernel, layout, out, in(layout, x), weight, bias);
	}

	@Override
	public Variable head(final Variable x, final Variable weight, final Variable bias) {
		final int[] w = weight.shape();
		require(x.shape().length == 5 && Arrays.equals(w, new int[] { w[0], x.shape()[1], 1, 1, 1 }), "head", x, weight);
		final int[] out = x.shape().clone();
		out[1] = w[0];
		return record(new HeadKernel(layout), Layout.CHANNELS_FIRST, out, in(layout, x), weight, bias);
	}

	@Override
	public Variable transposedConv3d(final Variable x, final Variable weight, final Variable bias, final int[] stride) {
		final int[] w = weight.shape();
		require(x.shape().length == 5 && w.length == 5 && w[0] == x.shape()[1] && Arrays.equals(kernelSize(w), stride),
			"transposedConv3d", x, weight);
		final int[] out = { x.shape()[0], w[1], x.shape()[2] * stride[0], x.shape()[3] * stride[1],
			x.shape()[4] * stride[2] };
		return record(layout.transposedConvolution(stride), layout, out, in(layout, x), weight, bias);
	}

	@Override
	public Variable instanceNorm(final Variable x, final Variable scale, final Variable shift) {
		return instanceNormLeakyRelu(x, scale, shift, 1);
	}

	@Override
	public Variable instanceNormLeakyRelu(final Variable x, final Variable scale, final Variable shift,
			final double slope) {
		require(x.shape().length == 5 && scale.shape()[0] == x.shape()[1] && shift.shape()[0] == x.shape()[1],
			"instanceNorm", x, scale);
		return record(layout.instanceNorm(NORM_EPSILON, (float) slope), layout, x.shape(), in(layout, x), scale, shift);
	}

	@Override
	public Variable leakyRelu(final Variable x, final double slope) {
		return record(PointwiseKernel.leakyRelu((float) slope), x.layout(), x.shape(), x);
	}

	@Override
	public Variable addLeakyRelu(final Variable a, final Variable b, final double slope) {
		require(Arrays.equals(a.shape(), b.shape()), "addLeakyRelu", a, b);
		return record(new AddLeakyReluKernel((float) slope), a.layout(), a.shape(), a, in(a.layout(), b));
	}

	@Override
	public Variable averagePool3d(final Variable x, final int[] stride) {
		return record(layout.averagePool(stride), layout, tiles("averagePool3d", x, stride), in(layout, x));
	}

	@Override
	public Variable subsample(final Variable x, final int[] stride) {
		final int[] out = tiles("subsample", x, stride);
		require(x.shape()[1] == 1, "subsample, of one channel", x, x);
		return record(new SubsampleKernel(stride), x.layout(), out, x);
	}

	private static int[] tiles(final String operation, final Variable x, final int[] stride) {
		final int[] out = x.shape().clone();
		for (int a = 0; a < 3; a++) {
			if (out[2 + a] % stride[a] != 0) {
				throw new IllegalArgumentException(operation + ": " + Arrays.toString(out) + " by " + Arrays.toString(stride));
			}
			out[2 + a] /= stride[a];
		}
		return out;
	}

	@Override
	public Variable concat(final Variable a, final Variable b) {
		final int[] out = a.shape().clone();
		out[1] = b.shape()[1];
		require(Arrays.equals(out, b.shape()), "concat", a, b);
		out[1] += a.shape()[1];
		return record(layout.concat(), layout, out, in(layout, a), in(layout, b));
	}

	@Override
	public Variable channel(final Variable x, final int index) {
		final int[] out = x.shape().clone();
		if (index < 0 || index >= out[1]) {
			throw new IllegalArgumentException("channel " + index + " of " + Arrays.toString(out));
		}
		out[1] = 1;
		return record(new ChannelKernel(index), Layout.CHANNELS_FIRST, out, channelsFirst(x));
	}

	@Override
	public Variable scaleChannels(final Variable x, final Variable factors) {
		require(x.shape().length == 5 && Arrays.equals(factors.shape(), new int[] { x.shape()[0], x.shape()[1] }),
			"scaleChannels", x, factors);
		return record(new ChannelScaleKernel(x.layout()), x.layout(), x.shape(), x, factors);
	}

	@Override
	public Variable add(final Variable a, final Variable b) {
		return pairwise(PairwiseKernel.Operation.ADD, a, b);
	}

	@Override
	public Variable subtract(final Variable a, final Variable b) {
		return pairwise(PairwiseKernel.Operation.SUBTRACT, a, b);
	}

	@Override
	public Variable multiply(final Variable a, final Variable b) {
		return pairwise(PairwiseKernel.Operation.MULTIPLY, a, b);
	}

	@Override
	public Variable divide(final Variable a, final Variable b) {
		return pairwise(PairwiseKernel.Operation.DIVIDE, a, b);
	}

	@Override
	public Variable affine(final Variable x, final double factor, final double offset) {
		return record(PointwiseKernel.affine((float) factor, (float) offset), x.layout(), x.shape(), x);
	}

	@Override
	public Variable sigmoid(final Variable x) {
		return once(sigmoids, PointwiseKernel.sigmoid(), x);
	}

	@Override
	public Variable softplus(final Variable x) {
		return once(softplus, PointwiseKernel.softplus(), x);
	}

	@Override
	public Variable exp(final Variable x) {
		return record(PointwiseKernel.exp(), x.layout(), x.shape(), x);
	}

	@Override
	public Variable detach(final Variable x) {
		return record(PointwiseKernel.detach(), x.layout(), x.shape(), x);
	}

	@Override
	public Variable sum(final Variable x) {
		return record(new SumKernel(), Layout.CHANNELS_FIRST, new int[] { 1 }, x);
	}

	@Override
	public Variable sumPerSample(final Variable x) {
		return record(new SumKernel(), Layout.CHANNELS_FIRST, new int[] { x.shape()[0] }, x);
	}

	private Variable pairwise(final PairwiseKernel.Operation operation, final Variable a, final Variable b) {
		require(Arrays.equals(a.shape(), b.shape()), operation.toString(), a, b);
		return record(new PairwiseKernel(operation), a.layout(), a.shape(), a, in(a.layout(), b));
	}

	private Variable once(final Map<Integer, Variable> known, final Kernel function, final Variable x) {
		return known.computeIfAbsent(x.id(), id -> record(function, x.layout(), x.shape(), x));
	}

	private Variable record(final Kernel kernel, final Layout outputLayout, final int[] outputShape,
			final Variable... inputs) {
		final Variable output = new Variable(variables++, outputShape.clone(), outputLayout);
		instructions.add(new Instruction(kernel, List.of(inputs), output));
		return output;
	}

	private static int[] kernelSize(final int[] weightShape) {
		return Arrays.copyOfRange(weightShape, 2, 5);
	}

	private static void require(final boolean condition, final String operation, final Variable a, final Variable b) {
		if (!condition) {
			throw new IllegalArgumentException(operation + ": the shapes " + Arrays.toString(a.shape()) + " and "
				+ Arrays.toString(b.shape()) + " do not go together.");
		}
	}
}
