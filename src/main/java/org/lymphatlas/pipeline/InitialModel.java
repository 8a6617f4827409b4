package org.lymphatlas.pipeline;

import java.util.Arrays;
import java.util.List;

import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.Model;
import org.lymphatlas.network.ModelDescription;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.VNetTransfer;
import org.lymphatlas.network.Weights;
import org.lymphatlas.training.Preprocessing;
import org.lymphatlas.training.TrainingPreset;
import org.lymphatlas.volume.InputException;

/**
 * A model that a training starts from. V-Nets hand on what they have learnt to others ({@link VNetTransfer}); all other
 * networks go on as they are.
 */
final class InitialModel {

	private InitialModel() {}

	/**
	 * The network that is to be trained: the model's stages, in the kind and with the channels that the preset wants.
	 *
	 * @throws InputException if the model is of another family
	 */
	static NetworkSpec network(final ModelDescription model, final TrainingPreset preset) {
		final NetworkSpec from = model.network();
		final boolean vnet = NetworkSpec.isVNet(from.kind());
		if (vnet != NetworkSpec.isVNet(preset.network())) throw new InputException("The initial model's network is a " + from
			.kind() + ", and the preset '" + preset.name() + "' trains a " + preset.network() +
			": choose another model, or network=" + (vnet ? NetworkSpec.DUAL_BRANCH_VNET + " or " + NetworkSpec.VNET
				: NetworkSpec.RESIDUAL_ENCODER_UNET));
		return vnet ? from.with(preset.network(), preset.channels().size(), preset.learning().outputChannels()) : from;
	}

	/** @throws InputException naming what differs, if the training would show the network other than it has learnt on */
	static void requireFits(final ModelDescription model, final TrainModel.Options options, final double[] spacingMm) {
		final String name = "The initial model " + options.initial().orElseThrow();
		final List<InputChannel> has = model.channels(), wanted = options.preset().channels();
		final boolean readsThem = NetworkSpec.isVNet(model.network().kind()) ? has.size() <= wanted.size() && wanted.subList(
			0, has.size()).equals(has) : wanted.equals(has);
		if (!readsThem) throw new InputException(name + " reads " + has + ", the preset " + wanted +
			": choose another preset or channels");
		if (NetworkSpec.isVNet(model.network().kind())) {
			try {
				VNetTransfer.requireFits(model.network(), network(model, options.preset()));
			}
			catch (final InputException e) {
				throw new InputException(name + ": " + e.getMessage(), e);
			}
		}
		final CtNormalization paperB = CtNormalization.paperB();
		if (options.preset().preprocessing().ctNormalization() == Preprocessing.CtValues.DBDMP && !model.ctNormalization()
			.equals(paperB)) throw new InputException(name + " was trained with " + model.ctNormalization() +
				", which it keeps: leave ctNormalization=dbdmp out");
		final double[] mm = model.spacingMm();
		if (!Arrays.equals(mm, spacingMm)) throw new InputException(name + " was trained at a spacing of " + Arrays.toString(
			mm) + " mm: choose spacingMm=" + mm[0] + "," + mm[1] + "," + mm[2]);
	}

	/** @param seed of heads that the model has not */
	static Weights weights(final Model model, final NetworkSpec network, final long seed) {
		return NetworkSpec.isVNet(network.kind()) ? VNetTransfer.transfer(model.description().network(), model.weights(),
			network, seed) : model.weights();
	}
}
