package org.lymphatlas.network.dl4j;

import java.util.Arrays;

/**
 * A 1x1x1 convolution with bias to a few channels. A library's convolution would fill up its vectors with channels that are
 * not there; here the vectors run along the voxels.
 */
final class HeadKernel implements Kernel {

	/** More output channels than this are better left to the library. */
	static final int MAX_OUTPUTS = 4;

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		final Tiles tiles = new Tiles(inputs[0]);
		final int outputs = output.shape()[1];
		final float[] weight = inputs[1].toArray();
		final float[] bias = inputs[2].toArray();
		Threads.forEach(tiles.count(), tile -> {
			final int n = tiles.length(tile);
			final float[] x = new float[n];
			final float[][] sums = new float[outputs][n];
			for (int o = 0; o < outputs; o++) {
				Arrays.fill(sums[o], bias[o]);
			}
			for (int c = 0; c < tiles.channels; c++) {
				inputs[0].get(tiles.from(tile, c, tiles.channels), x, 0, n);
				for (int o = 0; o < outputs; o++) {
					addTimes(sums[o], weight[o * tiles.channels + c], x);
				}
			}
			for (int o = 0; o < outputs; o++) {
				output.put(tiles.from(tile, o, outputs), sums[o], 0, n);
			}
		});
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		final Tiles tiles = new Tiles(inputs[0]);
		final int outputs = gradient.shape()[1];
		final float[] weight = inputs[1].toArray();
		final double[][] weightSums = new double[tiles.count()][weight.length];
		final double[][] biasSums = new double[tiles.count()][outputs];
		Threads.forEach(tiles.count(), tile -> {
			final int n = tiles.length(tile);
			final float[] x = new float[n];
			final float[][] g = new float[outputs][n];
			for (int o = 0; o < outputs; o++) {
				gradient.get(tiles.from(tile, o, outputs), g[o], 0, n);
				for (final float value : g[o]) {
					biasSums[tile][o] += value;
				}
			}
			final float[] sum = new float[n];
			for (int c = 0; c < tiles.channels; c++) {
				inputs[0].get(tiles.from(tile, c, tiles.channels), x, 0, n);
				Arrays.fill(sum, 0);
				for (int o = 0; o < outputs; o++) {
					addTimes(sum, weight[o * tiles.channels + c], g[o]);
					weightSums[tile][o * tiles.channels + c] = dot(x, g[o]);
				}
				inputGradients[0].put(tiles.from(tile, c, tiles.channels), sum, 0, n);
			}
		});
		inputGradients[1].put(0, columnSums(weightSums), 0, weight.length);
		inputGradients[2].put(0, columnSums(biasSums), 0, outputs);
	}

	private static void addTimes(final float[] sum, final float factor, final float[] x) {
		for (int i = 0; i < sum.length; i++) {
			sum[i] += factor * x[i];
		}
	}

	private static double dot(final float[] a, final float[] b) {
		double even = 0;
		double odd = 0;
		for (int i = 0; i + 1 < a.length; i += 2) {
			even += a[i] * b[i];
			odd += a[i + 1] * b[i + 1];
		}
		return even + odd + (a.length % 2 == 1 ? a[a.length - 1] * b[a.length - 1] : 0);
	}

	private static float[] columnSums(final double[][] rows) {
		final float[] sums = new float[rows[0].length];
		for (int c = 0; c < sums.length; c++) {
			double sum = 0;
			for (final double[] row : rows) {
				sum += row[c];
			}
			sums[c] = (float) sum;
		}
		return sums;
	}

	@Override
	public boolean keepsInput(final int index) {
		return index < 2;
	}

	/** Runs of voxels of one sample, the same in all channels. */
	private static final class Tiles {

		private final int channels;
		private final int samples;
		private final int voxels;
		private final int perSample;

		Tiles(final DeviceArray x) {
			samples = x.shape()[0];
			channels = x.shape()[1];
			voxels = x.length() / (samples * channels);
			perSample = (voxels + Threads.CHUNK - 1) / Threads.CHUNK;
		}

		int count() {
			return samples * perSample;
		}

		int length(final int tile) {
			return Math.min(Threads.CHUNK, voxels - tile % perSample * Threads.CHUNK);
		}

		/** Where a tile begins in one of some number of channels. */
		int from(final int tile, final int channel, final int ofChannels) {
			return (tile / perSample * ofChannels + channel) * voxels + tile % perSample * Threads.CHUNK;
		}
	}
}
