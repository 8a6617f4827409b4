package org.lymphatlas.pipeline;

import java.util.Arrays;

import org.lymphatlas.network.ModelDescription;
import org.lymphatlas.volume.InputException;

/** A model that a training starts from. */
final class InitialModel {

	private InitialModel() {}

	/** @throws InputException naming what differs, if the training would show the network something else than it has learnt on */
	static void requireFits(final ModelDescription model, final TrainModel.Options options,
		final double[] spacingMm)
	{
		final String name = "The initial model " + options.initial().orElseThrow();
		if (!model.channels().equals(options.preset().channels())) throw new InputException(name + " reads " + model
			.channels() + ", the preset " + options.preset().channels() + ": choose another preset or channels");
		final double[] mm = model.spacingMm();
		if (!Arrays.equals(mm, spacingMm)) throw new InputException(name + " was trained at a spacing of " + Arrays.toString(
			mm) + " mm: choose spacingMm=" + mm[0] + "," + mm[1] + "," + mm[2]);
	}
}
