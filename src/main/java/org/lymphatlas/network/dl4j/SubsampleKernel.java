package org.lymphatlas.network.dl4j;

/** The middle of each tile, of tensors with one channel: these lie alike in both layouts. */
final class SubsampleKernel implements Kernel {

	private final int[] stride;

	SubsampleKernel(final int[] stride) {
		this.stride = stride.clone();
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		final int[] size = output.shape();
		final int nx = size[4];
		Threads.forEach(size[0] * size[2], slice -> {
			final float[] fine = new float[nx * stride[2]];
			final float[] coarse = new float[nx];
			for (int y = 0; y < size[3]; y++) {
				inputs[0].get(inputRow(size, slice, y), fine, 0, fine.length);
				for (int x = 0; x < nx; x++) {
					coarse[x] = fine[x * stride[2] + stride[2] / 2];
				}
				output.put((slice * size[3] + y) * nx, coarse, 0, nx);
			}
		});
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		final int[] size = gradient.shape();
		final int nx = size[4];
		Floats.fill(inputGradients[0], 0, inputGradients[0].length(), 0);
		Threads.forEach(size[0] * size[2], slice -> {
			final float[] fine = new float[nx * stride[2]];
			final float[] coarse = new float[nx];
			for (int y = 0; y < size[3]; y++) {
				gradient.get((slice * size[3] + y) * nx, coarse, 0, nx);
				for (int x = 0; x < nx; x++) {
					fine[x * stride[2] + stride[2] / 2] = coarse[x];
				}
				inputGradients[0].put(inputRow(size, slice, y), fine, 0, fine.length);
			}
		});
	}

	/** Where the middle row of the tiles of an output row starts in the input. */
	private int inputRow(final int[] size, final int slice, final int y) {
		final int z = slice * stride[0] + stride[0] / 2;
		return (z * size[3] * stride[1] + y * stride[1] + stride[1] / 2) * size[4] * stride[2];
	}

	@Override
	public boolean keepsInput(final int index) {
		return false;
	}
}
