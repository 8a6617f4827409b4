package org.lymphatlas.training;

import java.util.Locale;

/**
 * One row of curves.csv.
 *
 * @param epoch counted from 0
 * @param learningRate of the epoch
 * @param trainLoss mean over its iterations
 * @param validationLoss mean over the validation batches; NaN without validation
 * @param validationDice of all validation voxels together; NaN without validation, or if the network segments nothing
 * @param diceAverage exponential average of the validation Dice, 0.9 old and 0.1 new; NaN where that is
 * @param seconds the epoch took, validation included
 * @param waitSeconds of these the network waited for patches
 * @param lossAverage exponential average of the validation loss, as that of the Dice; NaN without validation
 */
public record EpochRecord(int epoch, double learningRate, double trainLoss, double validationLoss,
	double validationDice, double diceAverage, double seconds, double waitSeconds, double lossAverage)
{

	static final String HEADER =
		"epoch,learning_rate,train_loss,validation_loss,validation_dice,validation_dice_average,seconds,wait_seconds," +
			"validation_loss_average";

	String csv() {
		return String.format(Locale.ROOT, "%d,%.6g,%.6f,%.6f,%.6f,%.6f,%.2f,%.3f,%.6f", epoch, learningRate, trainLoss,
			validationLoss, validationDice, diceAverage, seconds, waitSeconds, lossAverage);
	}

	/**
	 * What {@code keep=best} takes the largest of: the average Dice; where nothing is segmented, minus the average loss.
	 */
	double score() {
		return Double.isNaN(diceAverage) ? -lossAverage : diceAverage;
	}
}
