package org.lymphatlas.network.dl4j;

/** Channels of the first input, then those of the second. */
final class ConcatKernel implements Kernel {

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		move(inputs, output, true);
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		move(inputGradients, gradient, false);
	}

	private static void move(final DeviceArray[] parts, final DeviceArray whole, final boolean join) {
		final int channels = whole.shape()[1];
		final int length = whole.length() / (whole.shape()[0] * channels);
		final int first = parts[0].shape()[1];
		Threads.forEach(whole.shape()[0] * channels, plane -> {
			final float[] scratch = Threads.chunk(length);
			final int sample = plane / channels;
			final int c = plane % channels;
			final DeviceArray part = parts[c < first ? 0 : 1];
			final int partPlane = c < first ? sample * first + c : sample * (channels - first) + c - first;
			if (join) {
				Floats.copy(part, partPlane * length, whole, plane * length, length, scratch);
			}
			else {
				Floats.copy(whole, plane * length, part, partPlane * length, length, scratch);
			}
		});
	}

	@Override
	public boolean keepsInput(final int index) {
		return false;
	}

	@Override
	public boolean fillsAllGradients() {
		return true;
	}
}
