package org.lymphatlas.network.dl4j;

/** A kernel that only predicts. */
abstract class ForwardKernel implements Kernel {

	@Override
	public final void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		throw new UnsupportedOperationException("Training runs with channels first.");
	}

	@Override
	public final boolean keepsInput(final int index) {
		return false;
	}
}
