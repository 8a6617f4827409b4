package org.lymphatlas.network.dl4j;

/** Instance norm and leaky ReLU in two passes over each channel; slope 1 leaves out the activation. */
final class InstanceNormKernel implements Kernel {

	private final double epsilon;
	private final float slope;
	private double[] means;
	private double[] inverseDeviations;

	InstanceNormKernel(final double epsilon, final float slope) {
		this.epsilon = epsilon;
		this.slope = slope;
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		final DeviceArray x = inputs[0];
		final int channels = x.shape()[1];
		final int planes = x.shape()[0] * channels;
		final int length = x.length() / planes;
		final float[] scale = inputs[1].toArray();
		final float[] shift = inputs[2].toArray();
		means = new double[planes];
		inverseDeviations = new double[planes];
		Threads.forEach(planes, plane -> {
			final float[] v = Threads.chunk(length);
			moments(x, plane, length, v);
			final float a = (float) (scale[plane % channels] * inverseDeviations[plane]);
			final float mean = (float) means[plane];
			final float b = shift[plane % channels];
			final float half = 0.5f * (1 + slope);
			final float difference = 0.5f * (1 - slope);
			for (int done = 0; done < length; done += v.length) {
				final int n = Math.min(v.length, length - done);
				x.get(plane * length + done, v, 0, n);
				for (int i = 0; i < n; i++) {
					final float z = a * (v[i] - mean) + b;
					v[i] = half * z + difference * Math.abs(z);
				}
				output.put(plane * length + done, v, 0, n);
			}
		});
	}

	private void moments(final DeviceArray x, final int plane, final int length, final float[] v) {
		x.get(plane * length, v, 0, 1);
		final float origin = v[0];
		double sum = 0;
		double squares = 0;
		for (int done = 0; done < length; done += v.length) {
			final int n = Math.min(v.length, length - done);
			x.get(plane * length + done, v, 0, n);
			double s0 = 0;
			double s1 = 0;
			double q0 = 0;
			double q1 = 0;
			for (int i = 0; i + 1 < n; i += 2) {
				final double d0 = v[i] - origin;
				final double d1 = v[i + 1] - origin;
				s0 += d0;
				s1 += d1;
				q0 += d0 * d0;
				q1 += d1 * d1;
			}
			if (n % 2 == 1) {
				final double d = v[n - 1] - origin;
				s0 += d;
				q0 += d * d;
			}
			sum += s0 + s1;
			squares += q0 + q1;
		}
		final double mean = sum / length;
		means[plane] = origin + mean;
		inverseDeviations[plane] = 1 / Math.sqrt(Math.max(0, squares / length - mean * mean) + epsilon);
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		final int channels = inputs[0].shape()[1];
		final int planes = inputs[0].shape()[0] * channels;
		final float[] scale = inputs[1].toArray();
		final float[] shift = inputs[2].toArray();
		final double[] scaleGradients = new double[planes];
		final double[] shiftGradients = new double[planes];
		Threads.forEach(planes, plane -> backward(plane, inputs[0], gradient, inputGradients[0], scale[plane % channels],
			shift[plane % channels], scaleGradients, shiftGradients));
		inputGradients[1].put(0, overSamples(scaleGradients, channels), 0, channels);
		inputGradients[2].put(0, overSamples(shiftGradients, channels), 0, channels);
	}

	private void backward(final int plane, final DeviceArray x, final DeviceArray gradient, final DeviceArray target,
			final float scale, final float shift, final double[] scaleGradients, final double[] shiftGradients) {
		final int length = x.length() / means.length;
		final float[] v = Threads.chunk(length);
		final float[] g = new float[v.length];
		final float[] factors = { 1, slope };
		final float mean = (float) means[plane];
		final float inverse = (float) inverseDeviations[plane];
		double sum = 0;
		double product = 0;
		for (int done = 0; done < length; done += v.length) {
			final int n = Math.min(v.length, length - done);
			x.get(plane * length + done, v, 0, n);
			gradient.get(plane * length + done, g, 0, n);
			for (int i = 0; i < n; i++) {
				final float normal = (v[i] - mean) * inverse;
				final float d = g[i] * factors[sign(scale * normal + shift)];
				sum += d;
				product += d * normal;
			}
		}
		scaleGradients[plane] = product;
		shiftGradients[plane] = sum;
		final float factor = scale * inverse;
		final float meanGradient = (float) (sum / length);
		final float meanProduct = (float) (product / length);
		for (int done = 0; done < length; done += v.length) {
			final int n = Math.min(v.length, length - done);
			x.get(plane * length + done, v, 0, n);
			gradient.get(plane * length + done, g, 0, n);
			for (int i = 0; i < n; i++) {
				final float normal = (v[i] - mean) * inverse;
				final float d = g[i] * factors[sign(scale * normal + shift)];
				g[i] = factor * (d - meanGradient - normal * meanProduct);
			}
			target.put(plane * length + done, g, 0, n);
		}
	}

	/** 1 for negative numbers, else 0: a look-up by it is faster than a branch that goes either way. */
	static int sign(final float z) {
		return Float.floatToRawIntBits(z) >>> 31;
	}

	private static float[] overSamples(final double[] perPlane, final int channels) {
		final float[] sums = new float[channels];
		for (int c = 0; c < channels; c++) {
			double sum = 0;
			for (int plane = c; plane < perPlane.length; plane += channels) {
				sum += perPlane[plane];
			}
			sums[c] = (float) sum;
		}
		return sums;
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
	public boolean fillsAllGradients() {
		return true;
	}

	@Override
	public boolean mayOverwriteGradient() {
		return true;
	}
}
