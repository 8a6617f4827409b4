package org.lymphatlas.training;

import java.util.Optional;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.Weights;

/**
 * What the steps of a training learn from. All ways of training go through the one {@link TrainingLoop} and differ in this
 * alone.
 */
interface Supervision extends AutoCloseable {

	/** What every step minimises. */
	Objective objective();

	/** What of a batch follows from seed, epoch and index alone. Called by any thread, some batches ahead. */
	Batch draw(int epoch, long index);

	/** The whole batch, with what depends on the steps before. Called just before its step. */
	default Batch complete(final Batch drawn, final int epoch) {
		return drawn;
	}

	/** Walks along: called after every step. */
	default void follow(final Trainer trainer) {}

	/** Weights beside the network's own that a resumed run needs. */
	default Optional<Weights> teacher() {
		return Optional.empty();
	}

	@Override
	default void close() {}
}
