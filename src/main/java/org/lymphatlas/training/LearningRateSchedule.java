package org.lymphatlas.training;

import java.util.List;

import org.lymphatlas.volume.InputException;

/**
 * The learning rate of each epoch: phases that follow each other, each falling as
 * {@code rate (1 - epoch in phase / epochs of phase) ^ exponent}.
 */
public record LearningRateSchedule(List<Phase> phases) {

	/** nnU-Net's exponent. */
	private static final double EXPONENT = 0.9;

	/** A polynomial decay from {@code rate} towards 0 over so many epochs. */
	public record Phase(int epochs, double rate, double exponent) {

		public Phase {
			if (epochs < 1 || !(rate > 0) || !Double.isFinite(rate) || !(exponent >= 0)) throw new InputException(
				"A learning rate phase needs at least 1 epoch (" + epochs + ") and a positive rate (" + rate + ")");
		}
	}

	public LearningRateSchedule {
		if (phases.isEmpty()) throw new InputException("A learning rate schedule needs at least one phase");
		phases = List.copyOf(phases);
	}

	/** nnU-Net's: one phase, exponent 0.9. */
	public static LearningRateSchedule poly(final double rate, final int epochs) {
		return new LearningRateSchedule(List.of(new Phase(epochs, rate, EXPONENT)));
	}

	/**
	 * Paper A's: in the first half of the epochs as {@link #poly}, in the second half again from where the first ended.
	 * With 0.01 and 2000 epochs: 0.01 to 2e-5, then 2e-5 to 4e-8.
	 */
	public static LearningRateSchedule twoPhases(final double rate, final int epochs) {
		final int first = (epochs + 1) / 2;
		if (epochs - first == 0) return poly(rate, epochs);
		return new LearningRateSchedule(List.of(new Phase(first, rate, EXPONENT), new Phase(epochs - first, rate * Math.pow(
			1.0 / first, EXPONENT), EXPONENT)));
	}

	/** The last phase's end. */
	public int epochs() {
		return phases.stream().mapToInt(Phase::epochs).sum();
	}

	/** The first phase's end, where augmentation has its full strength; of a single phase the middle. */
	public int rampUpEpochs() {
		return phases.size() > 1 ? phases.get(0).epochs : (epochs() + 1) / 2;
	}

	/** Learning rate of an epoch, counted from 0. */
	public double at(final int epoch) {
		int start = 0;
		for (final Phase phase : phases) {
			if (epoch < start + phase.epochs) return phase.rate * Math.pow(1 - (double) (epoch - start) / phase.epochs,
				phase.exponent);
			start += phase.epochs;
		}
		throw new IllegalArgumentException("Epoch " + epoch + " of " + epochs());
	}
}
