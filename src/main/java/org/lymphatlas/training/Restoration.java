package org.lymphatlas.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.ReconstructionObjective;
import org.lymphatlas.network.Tensor;

/** Corrupted patches that are to be restored, with the channels that dropout leaves to the auxiliary branch. */
record Restoration(ReconstructionObjective objective, RestorationSampler sampler, long seed) implements Supervision {

	/** Paper B, 3.1. */
	private static final double DROPOUT = 0.5;
	/** Sets the dropout's draws apart from those of the patches. */
	private static final long STREAM = 0x9e5e;

	@Override
	public Batch draw(final int epoch, final long index) {
		return batch(epoch, index, DROPOUT);
	}

	/** A batch for validation, where no channel is dropped. */
	Batch whole(final int epoch, final long index) {
		return batch(epoch, index, 0);
	}

	private Batch batch(final int epoch, final long index, final double dropout) {
		final RandomGenerator random = RandomStreams.at(seed, STREAM, index);
		final Map<String, Tensor> masks = new LinkedHashMap<>();
		objective.masks().forEach((name, shape) -> masks.put(name, Dropout.mask(shape, dropout, random)));
		return sampler.batch(epoch, index).with(masks);
	}
}
