package org.lymphatlas.training;

import java.nio.file.Path;
import java.util.List;

/**
 * What training came to.
 *
 * @param model the folder with model.json and weights.safetensors
 * @param completed whether all epochs were done; otherwise the time limit came first and the run can be resumed
 * @param curves one record for each epoch
 * @param stepsPerSecond of this call, patches and the like included; 0 if it made none
 * @param gflops the same in 10^9 multiply-adds x 2 of convolutions per second
 */
public record TrainingOutcome(Path model, boolean completed, List<EpochRecord> curves, double stepsPerSecond,
	double gflops)
{

	/** Best exponential average of the validation Dice; NaN without validation, or if the network segments nothing. */
	public double bestDiceAverage() {
		return curves.stream().mapToDouble(EpochRecord::diceAverage).filter(v -> !Double.isNaN(v)).max().orElse(Double.NaN);
	}

	/** Least exponential average of the validation loss; NaN without validation. */
	public double bestLossAverage() {
		return curves.stream().mapToDouble(EpochRecord::lossAverage).filter(v -> !Double.isNaN(v)).min().orElse(Double.NaN);
	}
}
