package org.lymphatlas.network;

import java.util.Arrays;
import java.util.function.Function;

/**
 * The multiplications, each with its addition, of all convolutions in a forward run: what nearly all of a network's time
 * goes into. Tensors are their shapes alone.
 */
final class MultiplyAdds implements TensorOps<int[]> {

	private long count;

	private MultiplyAdds() {
	}

	/**
	 * Of one forward run, all heads included if the network uses deep supervision. Padding's zeros count as numbers.
	 *
	 * @throws org.lymphatlas.volume.InputException if the patch does not fit the network
	 */
	static long of(final NetworkSpec spec, final int batch, final int[] patchZyx) {
		spec.validate().requirePatch(patchZyx);
		final MultiplyAdds ops = new MultiplyAdds();
		final int[] input = { batch, spec.inputChannels(), patchZyx[0], patchZyx[1], patchZyx[2] };
		final Function<String, int[]> weights = Networks.parameterShapes(spec)::get;
		Networks.forward(ops, input, weights, spec);
		return ops.count;
	}

	/** Of an objective's forward run, with all that its loss needs. */
	static long of(final Objective objective) {
		final MultiplyAdds ops = new MultiplyAdds();
		objective.apply(ops, objective.inputs(), objective.parameters()::get);
		return ops.count;
	}

	@Override
	public int[] shape(final int[] x) {
		return x;
	}

	@Override
	public int[] conv3d(final int[] x, final int[] weight, final int[] bias, final int[] strideZyx,
			final int[] paddingZyx) {
		final int[] out = { x[0], weight[0], 0, 0, 0 };
		for (int a = 0; a < 3; a++) {
			out[2 + a] = (x[2 + a] + 2 * paddingZyx[a] - weight[2 + a]) / strideZyx[a] + 1;
		}
		count = Math.addExact(count, Math.multiplyExact(Tensor.length(out), Tensor.length(weight) / weight[0]));
		return out;
	}

	@Override
	public int[] transposedConv3d(final int[] x, final int[] weight, final int[] bias, final int[] strideZyx) {
		final int[] out = { x[0], weight[1], x[2] * strideZyx[0], x[3] * strideZyx[1], x[4] * strideZyx[2] };
		count = Math.addExact(count, Math.multiplyExact(Tensor.length(out), (long) x[1]));
		return out;
	}

	@Override
	public int[] averagePool3d(final int[] x, final int[] strideZyx) {
		return new int[] { x[0], x[1], x[2] / strideZyx[0], x[3] / strideZyx[1], x[4] / strideZyx[2] };
	}

	@Override
	public int[] subsample(final int[] x, final int[] strideZyx) {
		return averagePool3d(x, strideZyx);
	}

	@Override
	public int[] concat(final int[] a, final int[] b) {
		return withChannels(a, a[1] + b[1]);
	}

	@Override
	public int[] channel(final int[] x, final int index) {
		return withChannels(x, 1);
	}

	private static int[] withChannels(final int[] x, final int channels) {
		final int[] shape = x.clone();
		shape[1] = channels;
		return shape;
	}

	@Override
	public int[] instanceNorm(final int[] x, final int[] scale, final int[] shift) {
		return x;
	}

	@Override
	public int[] leakyRelu(final int[] x, final double slope) {
		return x;
	}

	@Override
	public int[] scaleChannels(final int[] x, final int[] factors) {
		return x;
	}

	@Override
	public int[] add(final int[] a, final int[] b) {
		return sameShape(a, b);
	}

	@Override
	public int[] subtract(final int[] a, final int[] b) {
		return sameShape(a, b);
	}

	@Override
	public int[] multiply(final int[] a, final int[] b) {
		return sameShape(a, b);
	}

	@Override
	public int[] divide(final int[] a, final int[] b) {
		return sameShape(a, b);
	}

	private static int[] sameShape(final int[] a, final int[] b) {
		if (!Arrays.equals(a, b)) {
			throw new IllegalArgumentException("The shapes " + Arrays.toString(a) + " and " + Arrays.toString(b) + " differ.");
		}
		return a;
	}

	@Override
	public int[] affine(final int[] x, final double factor, final double offset) {
		return x;
	}

	@Override
	public int[] sigmoid(final int[] x) {
		return x;
	}

	@Override
	public int[] softplus(final int[] x) {
		return x;
	}

	@Override
	public int[] exp(final int[] x) {
		return x;
	}

	@Override
	public int[] detach(final int[] x) {
		return x;
	}

	@Override
	public int[] sum(final int[] x) {
		return new int[] { 1 };
	}

	@Override
	public int[] sumPerSample(final int[] x) {
		return new int[] { x[0] };
	}
}
