package org.lymphatlas.network.dl4j;

import java.util.Arrays;
import java.util.List;

import org.lymphatlas.network.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's convolution or transposed convolution (oneDNN where its natives have it), weights in PyTorch's layout. */
final class ConvolutionKernel implements Kernel {

	/** oneDNN's own layouts hold channels in blocks of up to so many. */
	private static final int CHANNEL_BLOCK = 16;

	private final String operation;
	private final Layout layout;
	private final int[] arguments;

	/** @param operation "conv3dnew" or "deconv3d" */
	ConvolutionKernel(final String operation, final Layout layout, final int[] kernel, final int[] stride,
			final int[] padding) {
		this.operation = operation;
		this.layout = layout;
		// Dilation 1, explicit padding, layout, weights [out, in, z, y, x] (or [in, out, ...] when transposed).
		arguments = new int[] { kernel[0], kernel[1], kernel[2], stride[0], stride[1], stride[2], padding[0], padding[1],
			padding[2], 1, 1, 1, 0, layout == Layout.CHANNELS_LAST ? 1 : 0, 1 };
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		final INDArray[] all = arrays(inputs);
		all[0] = inMemoryOrder(inputs[0]);
		run(operation, all, inMemoryOrder(output));
	}

	private INDArray inMemoryOrder(final DeviceArray array) {
		return array.as(layout.memoryShape(array.shape())).nd();
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		final INDArray[] all = Arrays.copyOf(arrays(inputs), inputs.length + 1);
		all[inputs.length] = gradient.nd();
		run(operation + "_bp", all, arrays(inputGradients));
	}

	private void run(final String name, final INDArray[] inputs, final INDArray... outputs) {
		Nd4j.exec(DynamicCustomOp.builder(name).addInputs(inputs).addOutputs(outputs).addIntegerArguments(arguments)
			.build());
	}

	private static INDArray[] arrays(final DeviceArray[] arrays) {
		return Arrays.stream(arrays).map(DeviceArray::nd).toArray(INDArray[]::new);
	}

	@Override
	public boolean keepsInput(final int index) {
		return true;
	}

	/**
	 * Channels last only the weights are reordered. Channels first input and output are too, and 1.3 to 2.6 times that was
	 * measured: the C library is slow to return what convolutions before took.
	 */
	@Override
	public long scratchValues(final List<Variable> inputs, final Variable output) {
		final long weights = inBlocks(inputs.get(1));
		return layout == Layout.CHANNELS_LAST ? weights : (inBlocks(inputs.get(0)) + weights + inBlocks(output)) * 9 / 5;
	}

	/** The gradients of input and weights are two operations of the library's. */
	@Override
	public long backwardScratchValues(final List<Variable> inputs, final Variable output) {
		return 2 * scratchValues(inputs, output);
	}

	private static long inBlocks(final Variable variable) {
		final int[] shape = variable.shape().clone();
		shape[1] = (shape[1] + CHANNEL_BLOCK - 1) / CHANNEL_BLOCK * CHANNEL_BLOCK;
		return Tensor.length(shape);
	}

	@Override
	public boolean fillsAllGradients() {
		return true;
	}
}
