package org.lymphatlas.training;

import org.lymphatlas.volume.InputException;

/**
 * A choice of places that patches are cut from, renewed little by little: at every epoch some of the places held give way
 * to new ones, round-robin. Each kind of annotation has a choice of its own. The patches themselves are read and augmented
 * when they are needed. What an epoch holds follows from the seed and the epoch alone.
 *
 * @param held places in training; 0 draws every patch anew
 * @param replaced of these, at the start of each epoch but the first
 * @param validationHeld places in validation; 0 keeps the validation patches the same in all epochs
 * @param validationReplaced of these, at the start of each epoch but the first
 */
public record SmartCache(int held, int replaced, int validationHeld, int validationReplaced) {

	/** Every patch is drawn anew; validation patches stay. */
	public static final SmartCache NONE = new SmartCache(0, 0, 0, 0);

	/** Paper A's. */
	public static final SmartCache PAPER_A = new SmartCache(75, 8, 20, 4);

	public SmartCache {
		if (held < 0 || replaced < 0 || replaced > held || validationHeld < 0 || validationReplaced < 0 ||
			validationReplaced > validationHeld) throw new InputException("A smart cache holds " + held + " and " +
				validationHeld + " patches and replaces " + replaced + " and " + validationReplaced +
				" of them an epoch: neither can be negative, and no more can be replaced than are held");
	}

	/** The same choice for validation patches. */
	SmartCache validation() {
		return new SmartCache(validationHeld, validationReplaced, validationHeld, validationReplaced);
	}

	boolean isOff() {
		return held == 0;
	}

	/** How often a place was renewed up to an epoch, counted from 0. */
	long generation(final int epoch, final int place) {
		final long renewals = (long) epoch * replaced;
		return renewals > place ? (renewals - place - 1) / held + 1 : 0;
	}
}
