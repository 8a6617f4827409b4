package org.lymphatlas.viewer.review;

/** How far a case has come in a review. */
public enum ReviewState {
	/** Nobody has looked at it. */
	OPEN("to do"),
	/** Put off: comes back when no case is open any more. */
	LATER("later"),
	/** Its nodes are right, maybe after correction: it goes into the training manifest. */
	DONE("done"),
	/** Passed over without a judgement. */
	SKIPPED("skipped"),
	/** Not fit for use. */
	REJECTED("rejected");

	private final String title;

	ReviewState(final String title) {
		this.title = title;
	}

	/** In words, for lists. */
	public String title() {
		return title;
	}

	/** Is there nothing left to do? */
	public boolean isSettled() {
		return this != OPEN && this != LATER;
	}
}
