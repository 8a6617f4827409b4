package org.lymphatlas.pipeline;

import org.lymphatlas.network.ModelDescription;
import org.lymphatlas.volume.InputException;

/** A model that a training starts from. */
final class InitialModel {

	private InitialModel() {}

	/** @throws InputException naming what differs, if the training would show the network something else than it has learnt on */
	static void requireFits(final ModelDescription model, final TrainModel.Options options) {
		final String name = "The initial model " + options.initial().orElseThrow();
		if (!model.channels().equals(options.preset().channels())) throw new InputException(name + " reads " + model
			.channels() + ", the preset " + options.preset().channels() + ": choose another preset or channels");
		for (final double mm : model.spacingMm())
			if (mm != options.spacingMm()) throw new InputException(name + " was trained at a spacing of " + mm +
				" mm: choose spacingMm=" + mm);
	}
}
