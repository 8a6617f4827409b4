package org.lymphatlas.network.dl4j;

import org.lymphatlas.network.dl4j.ChannelRows.RowsOfBlock;

/** Instance norm and leaky ReLU in two passes over the voxels, channels last; slope 1 leaves out the activation. */
final class ChannelsLastNormKernel implements Kernel {

	private final double epsilon;
	private final float half;
	private final float difference;
	/** Of each sample and channel. */
	private float[][] means;
	private float[][] inverseDeviations;

	ChannelsLastNormKernel(final double epsilon, final float slope) {
		this.epsilon = epsilon;
		half = 0.5f * (1 + slope);
		difference = 0.5f * (1 - slope);
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		final DeviceArray x = inputs[0];
		final ChannelRows all = ChannelRows.of(x);
		moments(x, all);
		final float[] scale = inputs[1].toArray();
		final float[][] factors = new float[all.samples()][];
		final float[][] origins = new float[all.samples()][];
		for (int s = 0; s < factors.length; s++) {
			factors[s] = all.repeated(product(scale, inverseDeviations[s]));
			origins[s] = all.repeated(means[s]);
		}
		final float[] terms = all.repeated(inputs[2].toArray());
		all.forEach((block, sample, rows) -> {
			final float[] v = new float[all.row()];
			final float[] factor = factors[sample];
			final float[] origin = origins[sample];
			rows.accept((from, n) -> {
				x.get(from, v, 0, n);
				for (int i = 0; i < n; i++) {
					final float z = factor[i] * (v[i] - origin[i]) + terms[i];
					v[i] = half * z + difference * Math.abs(z);
				}
				output.put(from, v, 0, n);
			});
		});
	}

	/** Sums of the differences to each sample's first voxel, so that a large mean costs no digits. */
	private void moments(final DeviceArray x, final ChannelRows all) {
		final float[][] origins = new float[all.samples()][all.channels()];
		for (int s = 0; s < origins.length; s++) {
			x.get(s * all.sampleLength(), origins[s], 0, all.channels());
		}
		final double[][] sums = all.blockSums();
		final double[][] squares = all.blockSums();
		all.forEach((block, sample, rows) -> {
			final float[] origin = all.repeated(origins[sample]);
			final float[] v = new float[all.row()];
			final float[] sum = new float[all.row()];
			final float[] square = new float[all.row()];
			rows.accept((from, n) -> {
				x.get(from, v, 0, n);
				for (int i = 0; i < n; i++) {
					v[i] -= origin[i];
				}
				for (int i = 0; i < n; i++) {
					sum[i] += v[i];
				}
				for (int i = 0; i < n; i++) {
					square[i] += v[i] * v[i];
				}
			});
			all.add(sum, sums[block]);
			all.add(square, squares[block]);
		});
		final double[][] sum = all.perSample(sums);
		final double[][] square = all.perSample(squares);
		final double voxels = (double) all.sampleLength() / all.channels();
		means = new float[all.samples()][all.channels()];
		inverseDeviations = new float[all.samples()][all.channels()];
		for (int s = 0; s < means.length; s++) {
			for (int c = 0; c < all.channels(); c++) {
				final double mean = sum[s][c] / voxels;
				means[s][c] = (float) (origins[s][c] + mean);
				inverseDeviations[s][c] = (float) (1 / Math.sqrt(Math.max(0, square[s][c] / voxels - mean * mean) + epsilon));
			}
		}
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		final DeviceArray x = inputs[0];
		final ChannelRows all = ChannelRows.of(x);
		final float[] scale = inputs[1].toArray();
		final Rows rows = new Rows(all, scale, inputs[2].toArray());
		final double[][] sums = all.blockSums();
		final double[][] products = all.blockSums();
		all.forEach((block, sample, body) -> rows.addUp(x, gradient, sample, body, sums[block], products[block]));
		final double[][] sum = all.perSample(sums);
		final double[][] product = all.perSample(products);
		if (inputGradients[0] != null) {
			all.forEach((block, sample, body) -> rows.differentiate(x, gradient, sample, body, sum[sample], product[sample],
				product(scale, inverseDeviations[sample]), inputGradients[0]));
		}
		put(ChannelRows.overSamples(product), inputGradients[1]);
		put(ChannelRows.overSamples(sum), inputGradients[2]);
	}

	private static void put(final float[] values, final DeviceArray target) {
		if (target != null) {
			target.put(0, values, 0, values.length);
		}
	}

	/** The backward run's arithmetic on rows: n the normalised input, d the gradient behind the activation. */
	private final class Rows {

		private final ChannelRows all;
		private final float[] scale;
		private final float[] shift;

		Rows(final ChannelRows all, final float[] scale, final float[] shift) {
			this.all = all;
			this.scale = all.repeated(scale);
			this.shift = all.repeated(shift);
		}

		/** Sums of d and of d n. */
		void addUp(final DeviceArray x, final DeviceArray gradient, final int sample, final RowsOfBlock rows,
				final double[] sums, final double[] products) {
			final float[] mean = all.repeated(means[sample]);
			final float[] inverse = all.repeated(inverseDeviations[sample]);
			final float[] v = new float[all.row()];
			final float[] g = new float[all.row()];
			final float[] sum = new float[all.row()];
			final float[] product = new float[all.row()];
			rows.accept((from, count) -> {
				x.get(from, v, 0, count);
				gradient.get(from, g, 0, count);
				differentiateActivation(v, g, mean, inverse, count);
				for (int i = 0; i < count; i++) {
					sum[i] += g[i];
				}
				for (int i = 0; i < count; i++) {
					product[i] += g[i] * v[i];
				}
			});
			all.add(sum, sums);
			all.add(product, products);
		}

		/** scale / deviation (d - mean of d - n times the mean of d n). */
		void differentiate(final DeviceArray x, final DeviceArray gradient, final int sample, final RowsOfBlock rows,
				final double[] sums, final double[] products, final float[] factors, final DeviceArray target) {
			final float[] mean = all.repeated(means[sample]);
			final float[] inverse = all.repeated(inverseDeviations[sample]);
			final float[] factor = all.repeated(factors);
			final float[] meanGradient = all.repeated(perVoxel(sums));
			final float[] meanProduct = all.repeated(perVoxel(products));
			final float[] v = new float[all.row()];
			final float[] g = new float[all.row()];
			rows.accept((from, count) -> {
				x.get(from, v, 0, count);
				gradient.get(from, g, 0, count);
				differentiateActivation(v, g, mean, inverse, count);
				for (int i = 0; i < count; i++) {
					g[i] = factor[i] * (g[i] - meanGradient[i] - v[i] * meanProduct[i]);
				}
				target.put(from, g, 0, count);
			});
		}

		/** Puts n for the input and d for the gradient. Short loops, since Java 17 makes vectors of no longer ones. */
		private void differentiateActivation(final float[] x, final float[] gradient, final float[] mean,
				final float[] inverse, final int count) {
			final float[] a = scale;
			final float[] b = shift;
			for (int i = 0; i < count; i++) {
				x[i] = (x[i] - mean[i]) * inverse[i];
			}
			for (int i = 0; i < count; i++) {
				final float z = a[i] * x[i] + b[i];
				gradient[i] *= half + difference * (z / (Math.abs(z) + Float.MIN_NORMAL));
			}
		}

		private float[] perVoxel(final double[] sums) {
			final float[] means = new float[sums.length];
			for (int c = 0; c < sums.length; c++) {
				means[c] = (float) (sums[c] * all.channels() / all.sampleLength());
			}
			return means;
		}
	}

	private static float[] product(final float[] a, final float[] b) {
		final float[] product = new float[a.length];
		for (int i = 0; i < a.length; i++) {
			product[i] = a[i] * b[i];
		}
		return product;
	}

	@Override
	public boolean keepsInput(final int index) {
		return true;
	}

	@Override
	public boolean mayOverwriteFirstInput() {
		return true;
	}

	@Override
	public boolean mayOverwriteGradient() {
		return true;
	}
}
