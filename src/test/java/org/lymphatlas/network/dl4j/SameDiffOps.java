package org.lymphatlas.network.dl4j;

import org.lymphatlas.network.TensorOps;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv3DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv3DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling3DConfig;

/** The tensor operations on a SameDiff graph, from stock operations with SameDiff's own derivatives: slow, an oracle. */
final class SameDiffOps implements TensorOps<SameDiffOps.Node> {

	/** A graph's variable with the shape it will have. */
	record Node(SDVariable variable, int... shape) {
	}

	private final SameDiff graph;

	SameDiffOps(final SameDiff graph) {
		this.graph = graph;
	}

	@Override
	public int[] shape(final Node x) {
		return x.shape();
	}

	@Override
	public Node conv3d(final Node x, final Node weight, final Node bias, final int[] stride, final int[] padding) {
		final int[] w = weight.shape();
		final Conv3DConfig config = Conv3DConfig.builder().kD(w[2]).kH(w[3]).kW(w[4]).sD(stride[0]).sH(stride[1])
			.sW(stride[2]).pD(padding[0]).pH(padding[1]).pW(padding[2]).dD(1).dH(1).dW(1).biasUsed(bias != null)
			.paddingMode(PaddingMode.VALID).dataFormat(Conv3DConfig.NCDHW).build();
		final SDVariable kernel = weight.variable().permute(2, 3, 4, 1, 0);
		final int[] shape = { x.shape()[0], w[0], 0, 0, 0 };
		for (int a = 0; a < 3; a++) {
			shape[2 + a] = (x.shape()[2 + a] + 2 * padding[a] - w[2 + a]) / stride[a] + 1;
		}
		return new Node(bias == null ? graph.cnn().conv3d(x.variable(), kernel, config)
			: graph.cnn().conv3d(x.variable(), kernel, bias.variable(), config), shape);
	}

	@Override
	public Node transposedConv3d(final Node x, final Node weight, final Node bias, final int[] stride) {
		final DeConv3DConfig config = DeConv3DConfig.builder().kD(stride[0]).kH(stride[1]).kW(stride[2]).sD(stride[0])
			.sH(stride[1]).sW(stride[2]).pD(0).pH(0).pW(0).dD(1).dH(1).dW(1).isSameMode(false)
			.dataFormat(DeConv3DConfig.NCDHW).build();
		final int[] s = x.shape();
		return new Node(graph.cnn().deconv3d(x.variable(), weight.variable().permute(2, 3, 4, 1, 0), bias.variable(),
			config), s[0], weight.shape()[1], s[2] * stride[0], s[3] * stride[1], s[4] * stride[2]);
	}

	@Override
	public Node instanceNorm(final Node x, final Node scale, final Node shift) {
		final int channels = x.shape()[1];
		final SDVariable centred = x.variable().sub(x.variable().mean(true, 2, 3, 4));
		final SDVariable variance = graph.math().square(centred).mean(true, 2, 3, 4);
		return new Node(centred.div(graph.math().sqrt(variance.add(NORM_EPSILON)))
			.mul(scale.variable().reshape(1, channels, 1, 1, 1)).add(shift.variable().reshape(1, channels, 1, 1, 1)),
			x.shape());
	}

	@Override
	public Node leakyRelu(final Node x, final double slope) {
		return new Node(x.variable().mul(0.5 * (1 + slope)).add(graph.math().abs(x.variable()).mul(0.5 * (1 - slope))),
			x.shape());
	}

	@Override
	public Node averagePool3d(final Node x, final int[] stride) {
		// ND4J 1.0.0-M2.1 takes this configuration's height for the width and the other way round.
		final Pooling3DConfig config = Pooling3DConfig.builder().kD(stride[0]).kH(stride[2]).kW(stride[1]).sD(stride[0])
			.sH(stride[2]).sW(stride[1]).dD(1).dH(1).dW(1).isNCDHW(true).build();
		final int[] s = x.shape();
		return new Node(graph.cnn().avgPooling3d(x.variable(), config), s[0], s[1], s[2] / stride[0], s[3] / stride[1],
			s[4] / stride[2]);
	}

	@Override
	public Node subsample(final Node x, final int[] stride) {
		final int[] s = x.shape();
		return new Node(graph.stridedSlice(x.variable(), new long[] { 0, 0, stride[0] / 2, stride[1] / 2, stride[2] / 2 },
			new long[] { s[0], s[1], s[2], s[3], s[4] }, 1, 1, stride[0], stride[1], stride[2]), s[0], s[1], s[2] / stride[0],
			s[3] / stride[1], s[4] / stride[2]);
	}

	@Override
	public Node concat(final Node a, final Node b) {
		final int[] shape = a.shape().clone();
		shape[1] += b.shape()[1];
		return new Node(graph.concat(1, a.variable(), b.variable()), shape);
	}

	@Override
	public Node channel(final Node x, final int index) {
		final int[] shape = x.shape().clone();
		shape[1] = 1;
		return new Node(graph.slice(x.variable(), new int[] { 0, index, 0, 0, 0 }, shape), shape);
	}

	@Override
	public Node scaleChannels(final Node x, final Node factors) {
		return new Node(x.variable().mul(factors.variable().reshape(x.shape()[0], x.shape()[1], 1, 1, 1)), x.shape());
	}

	@Override
	public Node add(final Node a, final Node b) {
		return new Node(a.variable().add(b.variable()), a.shape());
	}

	@Override
	public Node subtract(final Node a, final Node b) {
		return new Node(a.variable().sub(b.variable()), a.shape());
	}

	@Override
	public Node multiply(final Node a, final Node b) {
		return new Node(a.variable().mul(b.variable()), a.shape());
	}

	@Override
	public Node divide(final Node a, final Node b) {
		return new Node(a.variable().div(b.variable()), a.shape());
	}

	@Override
	public Node affine(final Node x, final double factor, final double offset) {
		return new Node(x.variable().mul(factor).add(offset), x.shape());
	}

	@Override
	public Node sigmoid(final Node x) {
		return new Node(graph.nn().sigmoid(x.variable()), x.shape());
	}

	@Override
	public Node softplus(final Node x) {
		return new Node(graph.nn().softplus(x.variable()), x.shape());
	}

	@Override
	public Node exp(final Node x) {
		return new Node(graph.math().exp(x.variable()), x.shape());
	}

	@Override
	public Node detach(final Node x) {
		throw new UnsupportedOperationException("SameDiff of this version has no such operation.");
	}

	@Override
	public Node sum(final Node x) {
		return new Node(x.variable().sum().reshape(1), 1);
	}

	@Override
	public Node sumPerSample(final Node x) {
		return new Node(x.variable().sum(1, 2, 3, 4), x.shape()[0]);
	}
}
