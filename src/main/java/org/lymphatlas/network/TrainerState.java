package org.lymphatlas.network;

/** Weights and momentum buffers, under the same names. */
public record TrainerState(Weights weights, Weights momentum) {

	/** Before the first step: fresh weights and no momentum. */
	public static TrainerState initial(final NetworkSpec spec, final long seed) {
		final Weights weights = Weights.initial(spec, seed);
		return new TrainerState(weights, weights.zerosLike());
	}
}
