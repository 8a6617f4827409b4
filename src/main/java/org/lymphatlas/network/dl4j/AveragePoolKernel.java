package org.lymphatlas.network.dl4j;

import java.util.Arrays;

/** Mean over tiles. */
final class AveragePoolKernel implements Kernel {

	private final int[] stride;

	AveragePoolKernel(final int[] stride) {
		this.stride = stride.clone();
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		final int[] size = output.shape();
		final int nx = size[4];
		final float factor = 1f / (stride[0] * stride[1] * stride[2]);
		Threads.forEach(size[0] * size[1] * size[2], slice -> {
			final float[] row = new float[nx * stride[2]];
			final float[] sums = new float[nx];
			for (int y = 0; y < size[3]; y++) {
				Arrays.fill(sums, 0);
				for (int k = 0; k < stride[0] * stride[1]; k++) {
					inputs[0].get(inputRow(size, slice, y, k), row, 0, row.length);
					for (int i = 0; i < row.length; i++) {
						sums[i / stride[2]] += row[i];
					}
				}
				for (int x = 0; x < nx; x++) {
					sums[x] *= factor;
				}
				output.put((slice * size[3] + y) * nx, sums, 0, nx);
			}
		});
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		final int[] size = gradient.shape();
		final int nx = size[4];
		final float factor = 1f / (stride[0] * stride[1] * stride[2]);
		Threads.forEach(size[0] * size[1] * size[2], slice -> {
			final float[] row = new float[nx * stride[2]];
			final float[] g = new float[nx];
			for (int y = 0; y < size[3]; y++) {
				gradient.get((slice * size[3] + y) * nx, g, 0, nx);
				for (int i = 0; i < row.length; i++) {
					row[i] = factor * g[i / stride[2]];
				}
				for (int k = 0; k < stride[0] * stride[1]; k++) {
					inputGradients[0].put(inputRow(size, slice, y, k), row, 0, row.length);
				}
			}
		});
	}

	/** Where row k of the tiles of an output row starts in the input. */
	private int inputRow(final int[] size, final int slice, final int y, final int k) {
		final int z = slice * stride[0] + k / stride[1];
		return (z * size[3] * stride[1] + y * stride[1] + k % stride[1]) * size[4] * stride[2];
	}

	@Override
	public boolean keepsInput(final int index) {
		return false;
	}
}
