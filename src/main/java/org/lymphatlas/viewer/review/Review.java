package org.lymphatlas.viewer.review;

import java.util.List;
import java.util.OptionalInt;

import org.lymphatlas.training.Annotation;
import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.viewer.correction.Correction;

/**
 * A review of many cases, as its window sees it. Each decision is kept at once, and the review goes on to the next case.
 * For one thread at a time.
 */
public interface Review extends AutoCloseable {

	/** All cases, in the order of work: worst verdict first. */
	List<ReviewItem> items();

	/** Which item is looked at; empty when all are settled. */
	OptionalInt current();

	/** Looks at another case; nothing is decided about this one. */
	void goTo(int item);

	/**
	 * Reads the current case, or takes it from the background that has read it ahead; begins to read the one after it.
	 *
	 * @throws org.lymphatlas.volume.InputException if it cannot be read
	 */
	OpenCase open();

	/**
	 * Saves the current case's nodes for training, and goes on.
	 *
	 * @param annotation does the case hold all its nodes now ({@code FULL}) or only some ({@code PARTIAL})?
	 */
	void accept(Annotation annotation, String note);

	/** Keeps why the current case is not fit for use, and goes on. Corrections are kept too. */
	void reject(RejectReason reason, String note);

	/** Passes over the current case without a judgement. */
	void skip(String note);

	/** Puts the current case off until no other is open. */
	void later(String note);

	/** Who reviews from now on; may be empty. */
	void setReader(String name);

	/** Ends reading ahead and frees what it holds. */
	@Override
	void close();

	/**
	 * A case that is looked at.
	 *
	 * @param view with its nodes as they were segmented
	 * @param correction with them as they are now
	 */
	record OpenCase(CaseView view, Correction correction) {}
}
