package org.lymphatlas.training;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a run has come. Random numbers have no state of their own: they follow from the seed and the position.
 *
 * @param epoch epochs completed
 * @param iteration steps done in the epoch that is under way
 * @param lossSum of those steps
 * @param seconds that those steps took
 * @param waitSeconds of these the network waited for patches
 * @param bestAverage best {@link EpochRecord#score} so far; negative infinity if none
 * @param curves one record for each completed epoch
 */
record Progress(int epoch, int iteration, double lossSum, double seconds, double waitSeconds, double bestAverage,
	List<EpochRecord> curves)
{

	static final Progress START = new Progress(0, 0, 0, 0, 0, Double.NEGATIVE_INFINITY, List.of());

	private static final double AVERAGE_KEPT = 0.9;

	Progress afterStep(final double loss, final double stepSeconds, final double stepWaitSeconds) {
		return new Progress(epoch, iteration + 1, lossSum + loss, seconds + stepSeconds, waitSeconds + stepWaitSeconds,
			bestAverage, curves);
	}

	/** The epoch is complete and validated; {@code null} if there is no validation. */
	Progress afterEpoch(final double learningRate, final Validation.Result validation, final double validationSeconds) {
		final double dice = validation == null ? Double.NaN : validation.dice();
		final double loss = validation == null ? Double.NaN : validation.loss();
		final EpochRecord record = new EpochRecord(epoch, learningRate, lossSum / iteration, loss, dice, average(curves
			.isEmpty() ? Double.NaN : lastEpoch().diceAverage(), dice), seconds + validationSeconds, waitSeconds, average(curves
				.isEmpty() ? Double.NaN : lastEpoch().lossAverage(), loss));
		final List<EpochRecord> longer = new ArrayList<>(curves);
		longer.add(record);
		return new Progress(epoch + 1, 0, 0, 0, 0, record.score() > bestAverage ? record.score() : bestAverage, List.copyOf(
			longer));
	}

	private static double average(final double previous, final double now) {
		return Double.isNaN(previous) ? now : AVERAGE_KEPT * previous + (1 - AVERAGE_KEPT) * now;
	}

	EpochRecord lastEpoch() {
		return curves.get(curves.size() - 1);
	}
}
