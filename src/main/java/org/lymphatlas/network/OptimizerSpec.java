package org.lymphatlas.network;

/**
 * Stochastic gradient descent with Nesterov momentum, as PyTorch's SGD computes it.
 *
 * @param momentum in [0, 1)
 * @param weightDecay added to the gradient, times the weight
 * @param clipNorm the gradient is scaled down to this Euclidean norm (over all parameters) when it is longer
 */
public record OptimizerSpec(double momentum, double weightDecay, double clipNorm) {

	public OptimizerSpec {
		if (!(momentum >= 0 && momentum < 1) || !(weightDecay >= 0) || !(clipNorm > 0)) {
			throw new IllegalArgumentException("momentum " + momentum + " must be in [0, 1), weightDecay " + weightDecay
				+ " not negative, clipNorm " + clipNorm + " positive.");
		}
	}

	/** Momentum 0.99, weight decay 3e-5, clip 12: nnU-Net and paper A. */
	public static OptimizerSpec nnunet() {
		return new OptimizerSpec(0.99, 3e-5, 12);
	}

	/** The same with another momentum; 0.9 suits runs of few steps. */
	public OptimizerSpec withMomentum(final double other) {
		return new OptimizerSpec(other, weightDecay, clipNorm);
	}
}
