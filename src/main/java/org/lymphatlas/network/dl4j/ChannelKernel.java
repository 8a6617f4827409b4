package org.lymphatlas.network.dl4j;

/** One channel of every sample. */
final class ChannelKernel implements Kernel {

	private final int channel;

	ChannelKernel(final int channel) {
		this.channel = channel;
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		final int channels = inputs[0].shape()[1];
		final int samples = output.shape()[0];
		final int length = output.length() / samples;
		Threads.forEach(samples, n -> Floats.copy(inputs[0], (n * channels + channel) * length, output, n * length, length,
			new float[Threads.CHUNK]));
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		final int channels = inputGradients[0].shape()[1];
		final int length = gradient.length() / gradient.shape()[0];
		Threads.forEach(gradient.shape()[0] * channels, plane -> {
			if (plane % channels == channel) {
				Floats.copy(gradient, plane / channels * length, inputGradients[0], plane * length, length,
					new float[Threads.CHUNK]);
			}
			else {
				Floats.fill(inputGradients[0], plane * length, length, 0);
			}
		});
	}

	@Override
	public boolean keepsInput(final int index) {
		return false;
	}
}
