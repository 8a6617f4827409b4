package org.lymphatlas.network.dl4j;

/** Every channel of every sample times a number of its own, [samples, channels]: with zeros and 1 / share, a dropout of channels. */
final class ChannelScaleKernel implements Kernel {

	private static final int VOXELS = 512;

	private final Layout layout;

	ChannelScaleKernel(final Layout layout) {
		this.layout = layout;
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		scale(inputs[0], inputs[1].toArray(), output);
	}

	private void scale(final DeviceArray x, final float[] factors, final DeviceArray target) {
		final VoxelTiles tiles = VoxelTiles.of(x, VOXELS);
		final int channels = x.shape()[1];
		Threads.forEach(tiles.tiles(), tile -> {
			final float[][] values = new float[channels][tiles.length(tile)];
			layout.get(x, tiles, tile, values);
			for (int c = 0; c < channels; c++) {
				final float factor = factors[tiles.sample(tile) * channels + c];
				for (int v = 0; v < values[c].length; v++) {
					values[c][v] *= factor;
				}
			}
			layout.put(target, tiles, tile, values);
		});
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		if (inputGradients[1] != null) {
			inputGradients[1].put(0, products(inputs[0], gradient), 0, inputGradients[1].length());
		}
		if (inputGradients[0] != null) {
			scale(gradient, inputs[1].toArray(), inputGradients[0]);
		}
	}

	/** Sums over each channel of x times gradient. */
	private float[] products(final DeviceArray x, final DeviceArray gradient) {
		final VoxelTiles tiles = VoxelTiles.of(x, VOXELS);
		final int channels = x.shape()[1];
		final double[][] sums = new double[tiles.tiles()][channels];
		Threads.forEach(tiles.tiles(), tile -> {
			final float[][] a = new float[channels][tiles.length(tile)];
			final float[][] b = new float[channels][tiles.length(tile)];
			layout.get(x, tiles, tile, a);
			layout.get(gradient, tiles, tile, b);
			for (int c = 0; c < channels; c++) {
				for (int v = 0; v < a[c].length; v++) {
					sums[tile][c] += (double) a[c][v] * b[c][v];
				}
			}
		});
		final float[] products = new float[tiles.samples() * channels];
		for (int tile = 0; tile < sums.length; tile++) {
			for (int c = 0; c < channels; c++) {
				products[tiles.sample(tile) * channels + c] += (float) sums[tile][c];
			}
		}
		return products;
	}

	@Override
	public boolean keepsInput(final int index) {
		return true;
	}

	@Override
	public boolean mayOverwriteGradient() {
		return true;
	}
}
