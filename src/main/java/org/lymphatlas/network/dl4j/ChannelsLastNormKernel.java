package org.lymphatlas.network.dl4j;

/**
 * Instance norm and leaky ReLU in two passes over the voxels; slope 1 leaves out the activation. Rows of the arithmetic hold
 * whole voxels, so that the processor's vectors run along channels and voxels alike.
 */
final class ChannelsLastNormKernel extends ForwardKernel {

	/** Values of a row: as many whole voxels as fit. */
	private static final int ROW = 4096;
	/** Rows that are added in single precision, about the first voxel's values. */
	private static final int ROWS = 16;

	private final double epsilon;
	private final float slope;

	ChannelsLastNormKernel(final double epsilon, final float slope) {
		this.epsilon = epsilon;
		this.slope = slope;
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		final DeviceArray x = inputs[0];
		final int samples = x.shape()[0];
		for (int sample = 0; sample < samples; sample++) {
			normalise(x, output, sample * (x.length() / samples), x.length() / samples, inputs[1].toArray(), inputs[2]
				.toArray());
		}
	}

	private void normalise(final DeviceArray x, final DeviceArray output, final int offset, final int length,
			final float[] scale, final float[] shift) {
		final int channels = scale.length;
		final int row = Math.min(length, Math.max(1, ROW / channels) * channels);
		final float[] origin = new float[channels];
		x.get(offset, origin, 0, channels);
		final double[][] moments = moments(x, offset, length, row, origin);
		final float[] means = new float[row];
		final float[] factors = new float[row];
		final float[] terms = new float[row];
		for (int i = 0; i < row; i++) {
			final int c = i % channels;
			final double mean = moments[0][c] * channels / length;
			final double variance = Math.max(0, moments[1][c] * channels / length - mean * mean);
			means[i] = (float) (origin[c] + mean);
			factors[i] = (float) (scale[c] / Math.sqrt(variance + epsilon));
			terms[i] = shift[c];
		}
		final float half = 0.5f * (1 + slope);
		final float difference = 0.5f * (1 - slope);
		Threads.forEach((length + row - 1) / row, r -> {
			final int from = offset + r * row;
			final int n = Math.min(row, length - r * row);
			final float[] v = new float[n];
			x.get(from, v, 0, n);
			for (int i = 0; i < n; i++) {
				final float z = factors[i] * (v[i] - means[i]) + terms[i];
				v[i] = half * z + difference * Math.abs(z);
			}
			output.put(from, v, 0, n);
		});
	}

	/** Each channel's sum and sum of squares of the differences to an origin. */
	private static double[][] moments(final DeviceArray x, final int offset, final int length, final int row,
			final float[] origin) {
		final int channels = origin.length;
		final float[] origins = new float[row];
		for (int i = 0; i < row; i++) {
			origins[i] = origin[i % channels];
		}
		final int block = row * ROWS;
		final int blocks = (length + block - 1) / block;
		final double[][] sums = new double[blocks][channels];
		final double[][] squares = new double[blocks][channels];
		Threads.forEach(blocks, b -> {
			final float[] s = new float[row];
			final float[] q = new float[row];
			final float[] v = new float[row];
			final int end = Math.min(length, (b + 1) * block);
			for (int from = b * block; from < end; from += row) {
				final int n = Math.min(row, end - from);
				x.get(offset + from, v, 0, n);
				for (int i = 0; i < n; i++) {
					final float d = v[i] - origins[i];
					s[i] += d;
					q[i] += d * d;
				}
			}
			for (int i = 0; i < row; i++) {
				sums[b][i % channels] += s[i];
				squares[b][i % channels] += q[i];
			}
		});
		return new double[][] { total(sums, channels), total(squares, channels) };
	}

	private static double[] total(final double[][] parts, final int channels) {
		final double[] total = new double[channels];
		for (final double[] part : parts) {
			for (int c = 0; c < channels; c++) {
				total[c] += part[c];
			}
		}
		return total;
	}

	@Override
	public boolean mayOverwriteFirstInput() {
		return true;
	}
}
