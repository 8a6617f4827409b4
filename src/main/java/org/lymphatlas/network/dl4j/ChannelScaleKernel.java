package org.lymphatlas.network.dl4j;

import java.util.Arrays;

/** Every channel of every sample times a number of its own, [samples, channels]: with zeros and 1 / share, a dropout of channels. */
final class ChannelScaleKernel implements Kernel {

	private final Layout layout;

	ChannelScaleKernel(final Layout layout) {
		this.layout = layout;
	}

	/** Channels first, each channel of a sample is seen as a sample of one channel. */
	private ChannelRows rows(final DeviceArray x) {
		final int[] s = x.shape();
		return ChannelRows.of(layout == Layout.CHANNELS_LAST ? x : x.as(s[0] * s[1], 1, s[2], s[3], s[4]));
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		scale(inputs[0], inputs[1].toArray(), output);
	}

	private void scale(final DeviceArray x, final float[] factors, final DeviceArray target) {
		final ChannelRows all = rows(x);
		final int channels = all.channels();
		all.forEach((block, sample, rows) -> {
			final float[] factor = all.repeated(Arrays.copyOfRange(factors, sample * channels, (sample + 1) * channels));
			final float[] v = new float[all.row()];
			rows.accept((from, n) -> {
				x.get(from, v, 0, n);
				for (int i = 0; i < n; i++) {
					v[i] *= factor[i];
				}
				target.put(from, v, 0, n);
			});
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
		final ChannelRows all = rows(x);
		final double[][] sums = all.blockSums();
		all.forEach((block, sample, rows) -> {
			final float[] a = new float[all.row()];
			final float[] b = new float[all.row()];
			final float[] sum = new float[all.row()];
			rows.accept((from, n) -> {
				x.get(from, a, 0, n);
				gradient.get(from, b, 0, n);
				for (int i = 0; i < n; i++) {
					sum[i] += a[i] * b[i];
				}
			});
			all.add(sum, sums[block]);
		});
		final double[][] perSample = all.perSample(sums);
		final float[] products = new float[all.samples() * all.channels()];
		for (int i = 0; i < products.length; i++) {
			products[i] = (float) perSample[i / all.channels()][i % all.channels()];
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
