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
		Threads.forChunks(output.length(), () -> {
			final float[] a = Threads.chunk(output.length());
			final float[] b = Threads.chunk(output.length());
			return (from, n) -> {
				inputs[0].get(from, a, 0, n);
				inputs[1].get(from, b, 0, n);
				apply(a, b);
				output.put(from, a, 0, n);
			};
		});
	}

	/** Puts the result in place of a; loops without a choice within, so that Java makes vectors of them. */
	private void apply(final float[] a, final float[] b) {
		switch (operation) {
			case ADD -> {
				for (int i = 0; i < a.length; i++) {
					a[i] += b[i];
				}
			}
			case SUBTRACT -> {
				for (int i = 0; i < a.length; i++) {
					a[i] -= b[i];
				}
			}
			case MULTIPLY -> {
				for (int i = 0; i < a.length; i++) {
					a[i] *= b[i];
				}
			}
			case DIVIDE -> {
				for (int i = 0; i < a.length; i++) {
					a[i] /= b[i];
				}
			}
		}
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		final boolean values = keepsInput(0);
		Threads.forChunks(gradient.length(), () -> {
			final float[] a = Threads.chunk(gradient.length());
			final float[] b = Threads.chunk(gradient.length());
			final float[] g = Threads.chunk(gradient.length());
			return (from, n) -> {
				gradient.get(from, g, 0, n);
				if (values) {
					inputs[0].get(from, a, 0, n);
					inputs[1].get(from, b, 0, n);
				}
				differentiate(a, b, g);
				if (inputGradients[0] != null) {
					inputGradients[0].put(from, a, 0, n);
				}
				if (inputGradients[1] != null) {
					inputGradients[1].put(from, b, 0, n);
				}
			};
		});
	}

	/** Puts the gradients by a and b in their place; of a sum or a difference they do not depend on these. */
	private void differentiate(final float[] a, final float[] b, final float[] g) {
		switch (operation) {
			case ADD -> {
				System.arraycopy(g, 0, a, 0, g.length);
				System.arraycopy(g, 0, b, 0, g.length);
			}
			case SUBTRACT -> {
				System.arraycopy(g, 0, a, 0, g.length);
				for (int i = 0; i < g.length; i++) {
					b[i] = -g[i];
				}
			}
			case MULTIPLY -> {
				for (int i = 0; i < g.length; i++) {
					final float x = a[i];
					a[i] = g[i] * b[i];
					b[i] = g[i] * x;
				}
			}
			case DIVIDE -> {
				for (int i = 0; i < g.length; i++) {
					final float x = a[i];
					a[i] = g[i] / b[i];
					b[i] = -g[i] * x / (b[i] * b[i]);
				}
			}
		}
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
