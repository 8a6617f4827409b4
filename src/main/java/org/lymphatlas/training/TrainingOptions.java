package org.lymphatlas.training;

import java.util.Optional;

import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.TrainerState;
import org.lymphatlas.network.Weights;
import org.lymphatlas.volume.InputException;

/**
 * One training run.
 *
 * @param preset loss, optimiser, sampling, augmentation
 * @param network as many input channels as the preset has
 * @param ctNormalization that the cases were made with
 * @param spacingMm that the cases were resampled to, x, y, z
 * @param patchZyx patch in voxels
 * @param batchSize patches a step
 * @param epochs how often to go on, validate and save
 * @param iterations steps an epoch
 * @param validationIterations batches a validation; 0 for none
 * @param seed of weights, patches and augmentation
 * @param device where
 * @param resume whether to go on from the checkpoint in the output folder, if there is one
 * @param maxMinutes stop with a checkpoint after so much time of this call; infinite for no limit
 * @param keep which weights become the model
 * @param initial weights to start from instead of fresh ones
 */
public record TrainingOptions(TrainingPreset preset, NetworkSpec network, CtNormalization ctNormalization,
	double[] spacingMm, int[] patchZyx, int batchSize, int epochs, int iterations, int validationIterations, long seed,
	Device device, boolean resume, double maxMinutes, Keep keep,
	Optional<Weights> initial)
{

	/** Which weights become the model. */
	public enum Keep {
		/** Those of the best average of the validation Dice; of a network that segments nothing, of the validation loss. */
		BEST,
		/** Those after the last step. */
		LAST
	}

	public TrainingOptions {
		if (batchSize < 1 || epochs < 1 || iterations < 1 || validationIterations < 0 || !(maxMinutes > 0))
			throw new InputException("Training needs a batch of at least 1 (" + batchSize + "), at least 1 epoch (" + epochs +
				") of at least 1 iteration (" + iterations + "), no negative validation (" + validationIterations +
				") and a positive time limit (" + maxMinutes + " min)");
		if (network.inputChannels() != preset.channels().size()) throw new InputException("Preset '" + preset.name() +
			"' has " + preset.channels().size() + " input channels " + preset.channels() + ", the network " + network
				.inputChannels());
		network.requirePatch(patchZyx);
	}

	public LearningRateSchedule schedule() {
		return preset.schedule(epochs);
	}

	/** Before the first step. */
	TrainerState start() {
		return initial.map(weights -> new TrainerState(weights, weights.zerosLike())).orElseGet(() -> TrainerState.initial(
			network, seed));
	}

	/** Steps of the whole run. */
	long steps() {
		return (long) epochs * iterations;
	}
}
