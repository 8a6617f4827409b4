package org.lymphatlas.segmentation;

import java.util.List;
import java.util.function.Consumer;

import org.lymphatlas.network.Predictor;

/** Networks whose logits are averaged, made ready one at a time. */
public interface Ensemble {

	/** Number of networks, at least 1. */
	int size();

	/** Makes a network ready and works with it. */
	void with(int network, Consumer<Predictor> work);

	/** Networks that are ready. */
	static Ensemble of(final List<? extends Predictor> predictors) {
		if (predictors.isEmpty()) throw new IllegalArgumentException("An ensemble of no networks");
		return new Ensemble() {

			@Override
			public int size() {
				return predictors.size();
			}

			@Override
			public void with(final int network, final Consumer<Predictor> work) {
				work.accept(predictors.get(network));
			}
		};
	}
}
