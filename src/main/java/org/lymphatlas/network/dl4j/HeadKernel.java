package org.lymphatlas.network.dl4j;

import java.util.Arrays;

/**
 * A 1x1x1 convolution with bias. A library's convolution would fill up its vectors with channels that are not there; here
 * the vectors run along the voxels.
 */
final class HeadKernel implements Kernel {

	/** Input channels that are added in one pass. */
	private static final int GROUP = 8;
	/** Voxels of which all input channels stay in a core's second-level cache. */
	private static final int TILE = 2048;

	private final Layout layout;

	/** @param layout of the input; the output is channels first */
	HeadKernel(final Layout layout) {
		this.layout = layout;
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		final VoxelTiles tiles = VoxelTiles.of(inputs[0], TILE);
		final int outputs = output.shape()[1];
		forward(inputs, outputs, tiles, (tile, o, sums) -> output.put(tiles.index(tile, o, outputs), sums, 0, sums.length));
	}

	/**
	 * The output for a range of the voxels of the only sample.
	 *
	 * @param target gets outputs*count values
	 */
	void forward(final DeviceArray[] inputs, final int firstVoxel, final int count, final float[] target) {
		final VoxelTiles tiles = VoxelTiles.of(inputs[0], TILE).range(firstVoxel, count);
		forward(inputs, inputs[1].shape()[0], tiles, (tile, o, sums) -> System.arraycopy(sums, 0, target,
			o * count + tile * TILE, sums.length));
	}

	private interface RowSink {
		void accept(int tile, int output, float[] row);
	}

	private void forward(final DeviceArray[] inputs, final int outputs, final VoxelTiles tiles, final RowSink sink) {
		final float[] weight = inputs[1].toArray();
		final float[] bias = inputs[2].toArray();
		final int channels = inputs[0].shape()[1];
		Threads.forEach(tiles.tiles(), tile -> {
			final int n = tiles.length(tile);
			final float[][] x = new float[channels][n];
			layout.get(inputs[0], tiles, tile, x);
			final float[] sums = new float[n];
			for (int o = 0; o < outputs; o++) {
				Arrays.fill(sums, bias[o]);
				int c = 0;
				for (; c + GROUP <= channels; c += GROUP) {
					addGroup(sums, weight, o * channels + c, x, c);
				}
				for (; c < channels; c++) {
					addTimes(sums, weight[o * channels + c], x[c]);
				}
				sink.accept(tile, o, sums);
			}
		});
	}

	/** The same, in the same order, as eight calls of {@link #addTimes}. */
	private static void addGroup(final float[] sums, final float[] w, final int k, final float[][] x, final int c) {
		final float w0 = w[k];
		final float w1 = w[k + 1];
		final float w2 = w[k + 2];
		final float w3 = w[k + 3];
		final float w4 = w[k + 4];
		final float w5 = w[k + 5];
		final float w6 = w[k + 6];
		final float w7 = w[k + 7];
		final float[] x0 = x[c];
		final float[] x1 = x[c + 1];
		final float[] x2 = x[c + 2];
		final float[] x3 = x[c + 3];
		final float[] x4 = x[c + 4];
		final float[] x5 = x[c + 5];
		final float[] x6 = x[c + 6];
		final float[] x7 = x[c + 7];
		for (int i = 0; i < sums.length; i++) {
			sums[i] = sums[i] + w0 * x0[i] + w1 * x1[i] + w2 * x2[i] + w3 * x3[i] + w4 * x4[i] + w5 * x5[i] + w6 * x6[i]
				+ w7 * x7[i];
		}
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		final VoxelTiles tiles = VoxelTiles.of(inputs[0], TILE);
		final int outputs = gradient.shape()[1];
		final int channels = inputs[0].shape()[1];
		final float[] weight = inputs[1].toArray();
		final double[][] weightSums = new double[tiles.tiles()][weight.length];
		final double[][] biasSums = new double[tiles.tiles()][outputs];
		Threads.forEach(tiles.tiles(), tile -> {
			final float[][] x = new float[channels][tiles.length(tile)];
			final float[][] g = new float[outputs][tiles.length(tile)];
			layout.get(inputs[0], tiles, tile, x);
			Layout.CHANNELS_FIRST.get(gradient, tiles, tile, g);
			for (int o = 0; o < outputs; o++) {
				for (final float value : g[o]) {
					biasSums[tile][o] += value;
				}
			}
			for (int c = 0; c < channels; c++) {
				for (int o = 0; o < outputs; o++) {
					weightSums[tile][o * channels + c] = dot(x[c], g[o]);
				}
				Arrays.fill(x[c], 0);
				for (int o = 0; o < outputs; o++) {
					addTimes(x[c], weight[o * channels + c], g[o]);
				}
			}
			layout.put(inputGradients[0], tiles, tile, x);
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

	@Override
	public boolean fillsAllGradients() {
		return true;
	}
}
