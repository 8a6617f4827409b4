package org.lymphatlas.network.dl4j;

import java.util.Arrays;

/** Mean over tiles, voxels of all channels at a time. */
final class ChannelsLastPoolKernel extends ForwardKernel {

	private final int[] stride;

	ChannelsLastPoolKernel(final int[] stride) {
		this.stride = stride.clone();
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		final int[] size = output.shape();
		final int channels = size[1];
		final float factor = 1f / (stride[0] * stride[1] * stride[2]);
		Threads.forEach(size[0] * size[2] * size[3], outputRow -> {
			final int y = outputRow % size[3];
			final int z = outputRow / size[3];
			final float[] row = new float[size[4] * stride[2] * channels];
			final float[] sums = new float[row.length];
			for (int k = 0; k < stride[0] * stride[1]; k++) {
				final int inputRow = (z * stride[0] + k / stride[1]) * size[3] * stride[1] + y * stride[1] + k % stride[1];
				inputs[0].get(inputRow * row.length, row, 0, row.length);
				for (int i = 0; i < row.length; i++) {
					sums[i] += row[i];
				}
			}
			final float[] means = Arrays.copyOf(sums, size[4] * channels);
			for (int x = 0; x < size[4]; x++) {
				for (int c = 0; c < channels; c++) {
					float sum = 0;
					for (int k = 0; k < stride[2]; k++) {
						sum += sums[(x * stride[2] + k) * channels + c];
					}
					means[x * channels + c] = factor * sum;
				}
			}
			output.put(outputRow * means.length, means, 0, means.length);
		});
	}
}
