package org.lymphatlas.network.dl4j;

/** The end of a residual block: a + b, then leaky ReLU of positive slope. */
final class AddLeakyReluKernel implements Kernel {

	private final float slope;

	AddLeakyReluKernel(final float slope) {
		if (!(slope > 0)) {
			throw new IllegalArgumentException("The slope must be positive, so that the output shows the sum's sign.");
		}
		this.slope = slope;
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		final float half = 0.5f * (1 + slope);
		final float difference = 0.5f * (1 - slope);
		Threads.forChunks(output.length(), () -> {
			final float[] a = Threads.chunk(output.length());
			final float[] b = Threads.chunk(output.length());
			return (from, n) -> {
				inputs[0].get(from, a, 0, n);
				inputs[1].get(from, b, 0, n);
				for (int i = 0; i < n; i++) {
					final float z = a[i] + b[i];
					a[i] = half * z + difference * Math.abs(z);
				}
				output.put(from, a, 0, n);
			};
		});
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		final float[] factors = { 1, slope };
		Threads.forChunks(output.length(), () -> {
			final float[] y = Threads.chunk(output.length());
			final float[] g = Threads.chunk(output.length());
			return (from, n) -> {
				output.get(from, y, 0, n);
				gradient.get(from, g, 0, n);
				for (int i = 0; i < n; i++) {
					g[i] *= factors[InstanceNormKernel.sign(y[i])];
				}
				for (final DeviceArray inputGradient : inputGradients) {
					if (inputGradient != null) {
						inputGradient.put(from, g, 0, n);
					}
				}
			};
		});
	}

	@Override
	public boolean keepsInput(final int index) {
		return false;
	}

	@Override
	public boolean keepsOutput() {
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
