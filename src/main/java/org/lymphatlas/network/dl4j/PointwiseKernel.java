package org.lymphatlas.network.dl4j;

/** A function of each value by itself. */
final class PointwiseKernel implements Kernel {

	/** A real function of one number. */
	private interface Function {
		float at(float x);
	}

	private final Function function;
	private final Function derivative;

	private PointwiseKernel(final Function function, final Function derivative) {
		this.function = function;
		this.derivative = derivative;
	}

	static PointwiseKernel affine(final float factor, final float offset) {
		return new PointwiseKernel(x -> factor * x + offset, x -> factor);
	}

	static PointwiseKernel leakyRelu(final float slope) {
		return new PointwiseKernel(x -> x > 0 ? x : slope * x, x -> x > 0 ? 1 : slope);
	}

	static PointwiseKernel sigmoid() {
		return new PointwiseKernel(PointwiseKernel::sigmoid, x -> sigmoid(x) * sigmoid(-x));
	}

	static PointwiseKernel softplus() {
		return new PointwiseKernel(x -> (float) (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
			PointwiseKernel::sigmoid);
	}

	static PointwiseKernel exp() {
		return new PointwiseKernel(x -> (float) Math.exp(x), x -> (float) Math.exp(x));
	}

	static PointwiseKernel detach() {
		return new PointwiseKernel(x -> x, x -> 0);
	}

	private static float sigmoid(final float x) {
		return (float) (1 / (1 + Math.exp(-x)));
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		Threads.forChunks(output.length(), (from, n) -> {
			final float[] x = new float[n];
			inputs[0].get(from, x, 0, n);
			for (int i = 0; i < n; i++) {
				x[i] = function.at(x[i]);
			}
			output.put(from, x, 0, n);
		});
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		Threads.forChunks(gradient.length(), (from, n) -> {
			final float[] x = new float[n];
			final float[] g = new float[n];
			inputs[0].get(from, x, 0, n);
			gradient.get(from, g, 0, n);
			for (int i = 0; i < n; i++) {
				g[i] *= derivative.at(x[i]);
			}
			inputGradients[0].put(from, g, 0, n);
		});
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
