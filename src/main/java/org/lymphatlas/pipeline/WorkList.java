package org.lymphatlas.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

import org.lymphatlas.viewer.review.ReviewItem;
import org.lymphatlas.viewer.review.ReviewState;

/**
 * The cases of a review in the order of work: worst verdict first, else as the manifest lists them. Immutable.
 *
 * @param entries in that order
 */
record WorkList(List<Entry> entries) {

	private static final List<String> WORST_FIRST = List.of("failed", ReviewedCase.NO_RESULT, "check", "good");

	/**
	 * @param reviewed the case and what its run came to
	 * @param decision the last
	 */
	record Entry(ReviewedCase reviewed, ReviewDecision decision) {

		ReviewItem item() {
			final boolean decided = decision.state() != ReviewState.OPEN;
			final String reason = decision.reason() == null ? "" : decision.reason().title();
			final String note = !decided ? reviewed.warnings() : reason.isEmpty() || decision.note().isBlank() ? reason + decision
				.note() : reason + ": " + decision.note();
			return new ReviewItem(reviewed.row().name(), reviewed.verdict(), decided && decision.nodes() >= 0 ? decision.nodes()
				: reviewed.nodes(), decision.state(), note);
		}
	}

	WorkList {
		entries = List.copyOf(entries);
	}

	/** Puts cases in the order of work. */
	static WorkList of(final List<Entry> inAnyOrder) {
		return new WorkList(inAnyOrder.stream().sorted(Comparator.comparingInt(e -> rank(e.reviewed.verdict()))).toList());
	}

	/** Verdicts not known count as worst. */
	private static int rank(final String verdict) {
		return WORST_FIRST.indexOf(verdict);
	}

	/** The first case that is to be done; empty if all are settled. */
	OptionalInt first() {
		return next(entries.size() - 1);
	}

	/**
	 * The case after another: the next open one, from the start again at the end; when none is open, the next that was put
	 * off; empty if all are settled.
	 */
	OptionalInt next(final int after) {
		final OptionalInt open = next(after, ReviewState.OPEN);
		return open.isPresent() ? open : next(after, ReviewState.LATER);
	}

	private OptionalInt next(final int after, final ReviewState state) {
		for (int step = 1; step <= entries.size(); step++) {
			final int i = (after + step) % entries.size();
			if (entries.get(i).decision.state() == state) return OptionalInt.of(i);
		}
		return OptionalInt.empty();
	}

	WorkList with(final int item, final ReviewDecision decision) {
		final List<Entry> changed = new ArrayList<>(entries);
		changed.set(item, new Entry(entries.get(item).reviewed, decision));
		return new WorkList(changed);
	}
}
