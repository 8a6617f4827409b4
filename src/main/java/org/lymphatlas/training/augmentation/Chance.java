package org.lymphatlas.training.augmentation;

import java.util.random.RandomGenerator;

import org.lymphatlas.volume.InputException;

/** Something that happens with a probability, with a strength drawn evenly from a range. */
public record Chance(double probability, double low, double high) {

	/** Never. */
	public static final Chance NEVER = new Chance(0, 1, 1);

	public Chance {
		if (!(probability >= 0 && probability <= 1) || !(low <= high)) throw new InputException("Augmentation with " +
			"probability " + probability + " and range " + low + " to " + high +
			": the probability lies in [0, 1] and the range ascends");
	}

	boolean happens(final RandomGenerator random) {
		return random.nextDouble() < probability;
	}

	double draw(final RandomGenerator random) {
		return low + (high - low) * random.nextDouble();
	}

	/** Half of the draws from [low, 1], half from [1, high]. */
	double drawAroundOne(final RandomGenerator random) {
		return random.nextBoolean() ? low + (1 - low) * random.nextDouble() : 1 + (high - 1) * random.nextDouble();
	}
}
