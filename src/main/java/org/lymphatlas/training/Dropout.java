package org.lymphatlas.training;

import java.util.random.RandomGenerator;

import org.lymphatlas.network.Tensor;

/** Dropout's random factors. */
final class Dropout {

	private Dropout() {}

	/** 0 with the probability {@code rate}, else 1 / (1 - rate), so that the expectation is 1. */
	static Tensor mask(final int[] shape, final double rate, final RandomGenerator random) {
		final float[] values = new float[(int) Tensor.length(shape)];
		final float kept = (float) (1 / (1 - rate));
		for (int i = 0; i < values.length; i++)
			values[i] = random.nextDouble() < rate ? 0 : kept;
		return new Tensor(shape, values);
	}
}
