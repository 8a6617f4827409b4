package org.lymphatlas.network.dl4j;

import java.util.Arrays;

/** A function of each value by itself. */
final class PointwiseKernel implements Kernel {

	/** Puts a function's values in place of its arguments. */
	private interface Function {
		void apply(float[] x);
	}

	/** Multiplies gradients by the function's derivative at x. */
	private interface Derivative {
		void apply(float[] x, float[] gradient);
	}

	private final Function function;
	private final Derivative derivative;

	private PointwiseKernel(final Function function, final Derivative derivative) {
		this.function = function;
		this.derivative = derivative;
	}

	static PointwiseKernel affine(final float factor, final float offset) {
		return new PointwiseKernel(x -> {
			for (int i = 0; i < x.length; i++) {
				x[i] = factor * x[i] + offset;
			}
		}, (x, g) -> {
			for (int i = 0; i < g.length; i++) {
				g[i] *= factor;
			}
		});
	}

	static PointwiseKernel leakyRelu(final float slope) {
		return new PointwiseKernel(x -> {
			for (int i = 0; i < x.length; i++) {
				x[i] = x[i] > 0 ? x[i] : slope * x[i];
			}
		}, (x, g) -> {
			for (int i = 0; i < g.length; i++) {
				g[i] *= x[i] > 0 ? 1 : slope;
			}
		});
	}

	static PointwiseKernel sigmoid() {
		return new PointwiseKernel(x -> {
			for (int i = 0; i < x.length; i++) {
				x[i] = sigmoid(x[i]);
			}
		}, (x, g) -> {
			for (int i = 0; i < g.length; i++) {
				final double y = Math.exp(-Math.abs(x[i]));
				g[i] *= (float) (y / ((1 + y) * (1 + y)));
			}
		});
	}

	static PointwiseKernel softplus() {
		return new PointwiseKernel(x -> {
			for (int i = 0; i < x.length; i++) {
				x[i] = Math.max(x[i], 0) + log1p(Math.exp(-Math.abs(x[i])));
			}
		}, (x, g) -> {
			for (int i = 0; i < g.length; i++) {
				g[i] *= sigmoid(x[i]);
			}
		});
	}

	static PointwiseKernel exp() {
		return new PointwiseKernel(x -> {
			for (int i = 0; i < x.length; i++) {
				x[i] = (float) Math.exp(x[i]);
			}
		}, (x, g) -> {
			for (int i = 0; i < g.length; i++) {
				g[i] *= (float) Math.exp(x[i]);
			}
		});
	}

	static PointwiseKernel detach() {
		return new PointwiseKernel(x -> { }, (x, g) -> Arrays.fill(g, 0));
	}

	/** As {@link Math#log1p} to single precision, for y of 0 to 1: the compiler knows only the plain logarithm. */
	private static float log1p(final double y) {
		return (float) (y < 1e-4 ? y - 0.5 * y * y : Math.log(1 + y));
	}

	private static float sigmoid(final float x) {
		return (float) (1 / (1 + Math.exp(-x)));
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		Threads.forChunks(output.length(), () -> {
			final float[] x = Threads.chunk(output.length());
			return (from, n) -> {
				inputs[0].get(from, x, 0, n);
				function.apply(x);
				output.put(from, x, 0, n);
			};
		});
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		Threads.forChunks(gradient.length(), () -> {
			final float[] x = Threads.chunk(gradient.length());
			final float[] g = Threads.chunk(gradient.length());
			return (from, n) -> {
				inputs[0].get(from, x, 0, n);
				gradient.get(from, g, 0, n);
				derivative.apply(x, g);
				inputGradients[0].put(from, g, 0, n);
			};
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
