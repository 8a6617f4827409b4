package org.lymphatlas.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.lymphatlas.volume.InputException;

/** The cases of a training that cannot be used, each with the reason. Thread-safe. */
final class BadCases {

	private final String from;
	private final BadCasePolicy policy;
	private final RunRecord record;
	private final Map<Manifest.Row, String> reasons = new ConcurrentHashMap<>();

	/** @param from where the cases are listed, for messages */
	BadCases(final String from, final BadCasePolicy policy, final RunRecord record) {
		this.from = from;
		this.policy = policy;
		this.record = record;
	}

	/** Does work on a case; it is bad, and there is no result, if the work finds its input wrong. */
	<T> Optional<T> get(final Manifest.Row row, final Supplier<T> work) {
		try {
			return Optional.of(work.get());
		}
		catch (final InputException e) {
			reasons.put(row, e.getMessage());
			return Optional.empty();
		}
	}

	/** As {@link #get}, for checks. */
	void check(final Manifest.Row row, final Consumer<Manifest.Row> check) {
		get(row, () -> {
			check.accept(row);
			return true;
		});
	}

	/** Those of the rows of which nothing bad is known. */
	List<Manifest.Row> without(final List<Manifest.Row> rows) {
		return rows.stream().filter(row -> !reasons.containsKey(row)).toList();
	}

	/**
	 * The cases that can be used; for log and record, what became of the others.
	 *
	 * @throws InputException naming all bad cases, if they are to be refused or no other is left
	 */
	List<Manifest.Row> good(final List<Manifest.Row> rows) {
		final List<Manifest.Row> bad = rows.stream().filter(reasons::containsKey).toList();
		if (bad.isEmpty()) return rows;
		final List<String> lines = bad.stream().map(row -> "case '" + row.name() + "': " + reasons.get(row)).toList();
		if (policy == BadCasePolicy.REFUSE) throw new InputException(bad.size() + " of " + rows.size() +
			" cases of " + from + " cannot be used. Mend them, or leave them out with badCases=skip: " + String.join("; ", lines));
		if (bad.size() == rows.size()) throw new InputException("None of the " + rows.size() + " cases of " + from + " can be used: " +
			String.join("; ", lines));
		lines.forEach(line -> record.warn("Left out, since it cannot be used: " + line));
		record.put("badCases", bad.stream().collect(Collectors.toMap(Manifest.Row::name, reasons::get, (a, b) -> a + "; " + b,
			TreeMap::new)));
		return without(rows);
	}
}
