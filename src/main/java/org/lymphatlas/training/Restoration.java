package org.lymphatlas.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.ReconstructionObjective;
import org.lymphatlas.network.Tensor;

/** Corrupted patches that are to be restored, with the channels that dropout leaves to the auxiliary branch. */
record Restoration(ReconstructionObjective objective, RestorationSampler sampler, long seed) implements Supervision {

	/** Sets the dropout's draws apart from those of the patches. */
	private static final long STREAM = 0x9e5e;

	@Override
	public Batch draw(final int epoch, final long index) {
		return batch(epoch, index, 1);
	}

	/** A batch for validation, where no channel is dropped. */
	Batch whole(final int epoch, final long index) {
		return batch(epoch, index, 0);
	}

	/** @param share of the dropout rates */
	private Batch batch(final int epoch, final long index, final double share) {
		final RandomGenerator random = RandomStreams.at(seed, STREAM, index);
		final Map<String, Tensor> masks = new LinkedHashMap<>();
		objective.dropout().rates().forEach((name, rate) -> masks.put(name, Dropout.mask(objective.inputs().get(name), share *
			rate, random)));
		return sampler.batch(epoch, index).with(masks);
	}
}
