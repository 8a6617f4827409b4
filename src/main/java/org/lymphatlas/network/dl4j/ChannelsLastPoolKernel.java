package org.lymphatlas.network.dl4j;

/** Mean over tiles, channels last: a row of output voxels at a time. */
final class ChannelsLastPoolKernel implements Kernel {

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
			final float[] row = new float[size[4] * stride[2] * channels];
			final float[] sums = new float[row.length];
			for (int k = 0; k < stride[0] * stride[1]; k++) {
				inputs[0].get(inputRow(size, outputRow, k) * row.length, row, 0, row.length);
				for (int i = 0; i < row.length; i++) {
					sums[i] += row[i];
				}
			}
			final float[] means = new float[size[4] * channels];
			for (int x = 0; x < size[4]; x++) {
				for (int k = 0; k < stride[2]; k++) {
					final int from = (x * stride[2] + k) * channels;
					for (int c = 0; c < channels; c++) {
						means[x * channels + c] += factor * sums[from + c];
					}
				}
			}
			output.put(outputRow * means.length, means, 0, means.length);
		});
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		final int[] size = gradient.shape();
		final int channels = size[1];
		final float factor = 1f / (stride[0] * stride[1] * stride[2]);
		Threads.forEach(size[0] * size[2] * size[3], outputRow -> {
			final float[] g = new float[size[4] * channels];
			final float[] row = new float[g.length * stride[2]];
			gradient.get(outputRow * g.length, g, 0, g.length);
			for (int i = 0; i < g.length; i++) {
				g[i] *= factor;
			}
			for (int v = 0; v < size[4] * stride[2]; v++) {
				System.arraycopy(g, v / stride[2] * channels, row, v * channels, channels);
			}
			for (int k = 0; k < stride[0] * stride[1]; k++) {
				inputGradients[0].put(inputRow(size, outputRow, k) * row.length, row, 0, row.length);
			}
		});
	}

	/** Row k of the tiles of an output row. */
	private int inputRow(final int[] size, final int outputRow, final int k) {
		final int z = outputRow / size[3] * stride[0] + k / stride[1];
		return z * size[3] * stride[1] + outputRow % size[3] * stride[1] + k % stride[1];
	}

	@Override
	public boolean keepsInput(final int index) {
		return false;
	}
}
