package org.lymphatlas.segmentation.nnunet;

import java.util.List;
import java.util.function.Consumer;

import org.lymphatlas.network.Device;
import org.lymphatlas.network.NetworkEngine;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.network.nnunet.NnunetModel;
import org.lymphatlas.segmentation.Ensemble;
import org.lymphatlas.volume.InputException;

/**
 * Folds of a model on an engine. One fold stays loaded until this is closed; of several only the one at work is, read
 * anew each time, so that they take the memory of one.
 */
public final class FoldEnsemble implements Ensemble, AutoCloseable {

	private final NnunetModel model;
	private final List<Integer> folds;
	private final NetworkEngine engine;
	private final Device device;
	private Predictor only;

	/**
	 * @param folds positions in the model's list of folds
	 * @throws InputException if the model has not got them, or the engine cannot run it
	 */
	public FoldEnsemble(final NnunetModel model, final List<Integer> folds, final NetworkEngine engine,
		final Device device)
	{
		if (folds.isEmpty() || folds.stream().anyMatch(fold -> fold < 0 || fold >= model.folds())) throw new InputException(
			"Folds " + folds + " were asked for; the model has " + model.folds() + " (" + String.join(", ", model.plan().origin()
				.folds()) + ")");
		this.model = model;
		this.folds = List.copyOf(folds);
		this.engine = engine;
		this.device = device;
		if (folds.size() == 1) only = open(0);
	}

	private Predictor open(final int network) {
		return engine.predictor(model.plan().network(), model.weights().apply(folds.get(network)), device);
	}

	@Override
	public int size() {
		return folds.size();
	}

	@Override
	public void with(final int network, final Consumer<Predictor> work) {
		if (only != null) {
			work.accept(only);
			return;
		}
		try (Predictor predictor = open(network)) {
			work.accept(predictor);
		}
	}

	@Override
	public void close() {
		if (only != null) only.close();
	}
}
