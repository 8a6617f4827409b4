package org.lymphatlas.training;

import java.util.Locale;

/**
 * One row of curves.csv.
 *
 * @param epoch counted from 0
 * @param learningRate of the epoch
 * @param trainLoss mean over its iterations
 * @param validationLoss mean over the validation batches; NaN without validation
 * @param validationDice of all validation voxels together; NaN without validation
 * @param diceAverage exponential average of the validation Dice, 0.9 old and 0.1 new; NaN without validation
 * @param seconds the epoch took, validation included
 * @param waitSeconds of these the network waited for patches
 */
public record EpochRecord(int epoch, double learningRate, double trainLoss, double validationLoss,
	double validationDice, double diceAverage, double seconds, double waitSeconds)
{

	static final String HEADER =
		"epoch,learning_rate,train_loss,validation_loss,validation_dice,validation_dice_average,seconds,wait_seconds";

	String csv() {
		return String.format(Locale.ROOT, "%d,%.6g,%.6f,%.6f,%.6f,%.6f,%.2f,%.3f", epoch, learningRate, trainLoss,
			validationLoss, validationDice, diceAverage, seconds, waitSeconds);
	}
}
