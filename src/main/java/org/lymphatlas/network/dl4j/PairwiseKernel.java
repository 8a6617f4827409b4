package org.lymphatlas.network.dl4j;

/** Arithmetic on two arrays of one shape, value by value. */
final class PairwiseKernel implements Kernel {

	enum Operation {
		ADD, SUBTRACT, MULTIPLY, DIVIDE
	}

	private final Operation operation;

	PairwiseKernel(final Operation operation) {
		this.operation = operation;
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		Threads.forChunks(output.length(), (from, n) -> {
			final float[] a = new float[n];
			final float[] b = new float[n];
			inputs[0].get(from, a, 0, n);
			inputs[1].get(from, b, 0, n);
			for (int i = 0; i < n; i++) {
				a[i] = switch (operation) {
					case ADD -> a[i] + b[i];
					case SUBTRACT -> a[i] - b[i];
					case MULTIPLY -> a[i] * b[i];
					case DIVIDE -> a[i] / b[i];
				};
			}
			output.put(from, a, 0, n);
		});
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		final boolean values = keepsInput(0);
		Threads.forChunks(gradient.length(), (from, n) -> {
			final float[] a = new float[n];
			final float[] b = new float[n];
			final float[] g = new float[n];
			gradient.get(from, g, 0, n);
			if (values) {
				inputs[0].get(from, a, 0, n);
				inputs[1].get(from, b, 0, n);
			}
			for (int i = 0; i < n; i++) {
				final float x = a[i];
				final float y = b[i];
				a[i] = switch (operation) {
					case ADD, SUBTRACT -> g[i];
					case MULTIPLY -> g[i] * y;
					case DIVIDE -> g[i] / y;
				};
				b[i] = switch (operation) {
					case ADD -> g[i];
					case SUBTRACT -> -g[i];
					case MULTIPLY -> g[i] * x;
					case DIVIDE -> -g[i] * x / (y * y);
				};
			}
			if (inputGradients[0] != null) {
				inputGradients[0].put(from, a, 0, n);
			}
			if (inputGradients[1] != null) {
				inputGradients[1].put(from, b, 0, n);
			}
		});
	}

	@Override
	public boolean keepsInput(final int index) {
		return operation == Operation.MULTIPLY || operation == Operation.DIVIDE;
	}

	@Override
	public boolean mayOverwriteGradient() {
		return true;
	}
}
