package org.lymphatlas.network.dl4j;

import java.util.function.Supplier;

/** At each voxel the channels of the first input, then those of the second. */
final class ChannelsLastConcatKernel implements Kernel {

	private static final int VOXELS = 128;

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		final int channels = output.shape()[1];
		forChunks(output.length() / channels, () -> {
			final float[] joined = new float[VOXELS * channels];
			final float[] part = new float[VOXELS * channels];
			return (from, n) -> {
				int first = 0;
				for (final DeviceArray input : inputs) {
					final int own = input.shape()[1];
					input.get(from * own, part, 0, n * own);
					for (int v = 0; v < n; v++) {
						System.arraycopy(part, v * own, joined, v * channels + first, own);
					}
					first += own;
				}
				output.put(from * channels, joined, 0, n * channels);
			};
		});
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		final int channels = gradient.shape()[1];
		forChunks(gradient.length() / channels, () -> {
			final float[] joined = new float[VOXELS * channels];
			final float[] part = new float[VOXELS * channels];
			return (from, n) -> {
				gradient.get(from * channels, joined, 0, n * channels);
				int first = 0;
				for (final DeviceArray target : inputGradients) {
					final int own = target.shape()[1];
					for (int v = 0; v < n; v++) {
						System.arraycopy(joined, v * channels + first, part, v * own, own);
					}
					target.put(from * own, part, 0, n * own);
					first += own;
				}
			};
		});
	}

	private static void forChunks(final int voxels, final Supplier<Threads.RangeBody> bodies) {
		Threads.forEach((voxels + VOXELS - 1) / VOXELS, () -> {
			final Threads.RangeBody body = bodies.get();
			return chunk -> body.accept(chunk * VOXELS, Math.min(VOXELS, voxels - chunk * VOXELS));
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
