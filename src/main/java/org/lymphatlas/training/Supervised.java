package org.lymphatlas.training;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Objective;

/** Annotated patches alone. */
record Supervised(Objective objective, PatchSampler sampler) implements Supervision {

	@Override
	public Batch draw(final int epoch, final long index) {
		return sampler.batch(epoch, index);
	}
}
