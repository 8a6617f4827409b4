package org.lymphatlas.network.dl4j;

import java.util.Map;

import org.lymphatlas.network.OptimizerSpec;

/** PyTorch's SGD with Nesterov momentum and weight decay, after clipping the gradient's norm; in place. */
final class Sgd {

	/** As PyTorch's clip_grad_norm_ adds it to the norm. */
	private static final double CLIP_EPSILON = 1e-6;

	private final OptimizerSpec spec;

	Sgd(final OptimizerSpec spec) {
		this.spec = spec;
	}

	/** Euclidean norm over all gradients. */
	static double norm(final Map<String, DeviceArray> gradients) {
		return Math.sqrt(gradients.values().stream().mapToDouble(Floats::squaredNorm).sum());
	}

	/** One step on every parameter that has a gradient. */
	void step(final Parameters weights, final Parameters momentum, final Map<String, DeviceArray> gradients,
			final double norm, final double learningRate) {
		final float clip = (float) Math.min(1, spec.clipNorm() / (norm + CLIP_EPSILON));
		gradients.forEach((name, gradient) -> step(weights.get(name), momentum.get(name), gradient, clip,
			(float) learningRate));
	}

	private void step(final DeviceArray weights, final DeviceArray momentum, final DeviceArray gradient, final float clip,
			final float learningRate) {
		final float decay = (float) spec.weightDecay();
		final float keep = (float) spec.momentum();
		Threads.forChunks(weights.length(), () -> {
			final float[] w = Threads.chunk(weights.length());
			final float[] m = Threads.chunk(weights.length());
			final float[] g = Threads.chunk(weights.length());
			return (from, n) -> {
				weights.get(from, w, 0, n);
				momentum.get(from, m, 0, n);
				gradient.get(from, g, 0, n);
				for (int i = 0; i < n; i++) {
					final float d = clip * g[i] + decay * w[i];
					m[i] = keep * m[i] + d;
					w[i] -= learningRate * (d + keep * m[i]);
				}
				weights.put(from, w, 0, n);
				momentum.put(from, m, 0, n);
			};
		});
	}
}
