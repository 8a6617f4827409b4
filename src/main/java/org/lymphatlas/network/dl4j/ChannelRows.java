package org.lymphatlas.network.dl4j;

import java.util.function.Consumer;

/**
 * A channels-last array cut into rows of whole voxels, so that one loop runs along channels and voxels alike, and rows
 * gathered into blocks, none of which lies in two samples.
 *
 * @param channels of the array
 * @param sampleLength values of a sample
 * @param row values of a row
 */
record ChannelRows(int samples, int channels, int sampleLength, int row) {

	/** Values of a row if whole voxels fit: a few such rows stay in a core's first-level cache. */
	private static final int VALUES = 1024;
	/** Rows of a block: as many are added in single precision. */
	private static final int ROWS = 64;

	static ChannelRows of(final DeviceArray x) {
		final int channels = x.shape()[1];
		final int sampleLength = x.length() / x.shape()[0];
		return new ChannelRows(x.shape()[0], channels, sampleLength, Math.min(sampleLength, Math.max(1, VALUES / channels)
			* channels));
	}

	private int blocksPerSample() {
		return (sampleLength + row * ROWS - 1) / (row * ROWS);
	}

	/** Calls its argument with the first value and the number of values of every row of a block, in order. */
	interface RowsOfBlock extends Consumer<Threads.RangeBody> {
	}

	/** Work on one block. */
	interface Block {
		void accept(int block, int sample, RowsOfBlock rows);
	}

	/** Runs the work on all blocks in parallel. */
	void forEach(final Block work) {
		final int perSample = blocksPerSample();
		Threads.forEach(samples * perSample, block -> {
			final int sample = block / perSample;
			final int start = block % perSample * row * ROWS;
			work.accept(block, sample, body -> {
				for (int from = start; from < Math.min(sampleLength, start + row * ROWS); from += row) {
					body.accept(sample * sampleLength + from, Math.min(row, sampleLength - from));
				}
			});
		});
	}

	/** A number a channel, over and over along a row. */
	float[] repeated(final float[] perChannel) {
		final float[] repeated = new float[row];
		for (int i = 0; i < row; i++) {
			repeated[i] = perChannel[i % channels];
		}
		return repeated;
	}

	/** Room for {@link #add}: sums of each block and channel. */
	double[][] blockSums() {
		return new double[samples * blocksPerSample()][channels];
	}

	/** Adds a row's values to sums a channel. */
	void add(final float[] values, final double[] sums) {
		for (int i = 0; i < row; i++) {
			sums[i % channels] += values[i];
		}
	}

	/** The blocks' sums of each sample and channel, added in order. */
	double[][] perSample(final double[][] blockSums) {
		final double[][] sums = new double[samples][channels];
		for (int block = 0; block < blockSums.length; block++) {
			for (int c = 0; c < channels; c++) {
				sums[block / blocksPerSample()][c] += blockSums[block][c];
			}
		}
		return sums;
	}

	/** Adds up over samples. */
	static float[] overSamples(final double[][] perSample) {
		final float[] sums = new float[perSample[0].length];
		for (int c = 0; c < sums.length; c++) {
			double sum = 0;
			for (final double[] sample : perSample) {
				sum += sample[c];
			}
			sums[c] = (float) sum;
		}
		return sums;
	}

	/** The sum of each channel over samples and voxels. */
	static float[] sums(final DeviceArray x) {
		final ChannelRows all = of(x);
		final double[][] sums = all.blockSums();
		all.forEach((block, sample, rows) -> {
			final float[] v = new float[all.row];
			final float[] sum = new float[all.row];
			rows.accept((from, n) -> {
				x.get(from, v, 0, n);
				for (int i = 0; i < n; i++) {
					sum[i] += v[i];
				}
			});
			all.add(sum, sums[block]);
		});
		return overSamples(all.perSample(sums));
	}
}
