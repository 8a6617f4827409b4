package org.lymphatlas.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.lymphatlas.training.Annotation;
import org.lymphatlas.viewer.review.RejectReason;
import org.lymphatlas.viewer.review.Review;
import org.lymphatlas.viewer.review.ReviewItem;
import org.lymphatlas.viewer.review.ReviewState;
import org.lymphatlas.volume.InputException;

/**
 * A review of a batch's results. Each decision is written into the case's folder as {@code review.json} at once, and
 * {@code review.csv} and the training manifest {@code corrected.csv} in the output follow it, so that a review can be
 * left at any time and goes on at the first case that is not done.
 */
public final class ReviewCases implements Review {

	/**
	 * @param manifest of the batch
	 * @param results the batch's output: a folder a case
	 * @param output receives {@code review.csv} and {@code corrected.csv}
	 * @param reader who reviews; may be empty
	 */
	public record Options(Path manifest, Path results, Path output, String reader) {}

	private final Options options;
	private final Clock clock;
	private final ReadAhead<ReviewedCase, OpenCase> cases;
	private WorkList list;
	private OptionalInt current;
	private OpenCase open;
	private String reader;

	private ReviewCases(final Options options, final Clock clock) {
		this.options = options;
		this.clock = clock;
		reader = options.reader();
		list = read(options);
		current = list.first();
		cases = new ReadAhead<>(c -> c.open(reader), ReviewedCase::bytes);
	}

	/** @throws InputException if the manifest or the results cannot be read */
	public static ReviewCases begin(final Options options) {
		return begin(options, Clock.systemUTC());
	}

	static ReviewCases begin(final Options options, final Clock clock) {
		final ReviewCases review = new ReviewCases(options, clock);
		review.writeTables();
		return review;
	}

	/**
	 * Writes the tables of what was decided so far, without opening a case.
	 *
	 * @return a line that sums them up
	 */
	public static String summary(final Options options) {
		final WorkList list = read(options);
		ReviewTables.write(list, options.output());
		return inWords(list) + "; written to " + options.output();
	}

	private static WorkList read(final Options options) {
		OutputFolder.check(options.output());
		for (final String name : List.of(ReviewTables.OUTCOMES, ReviewTables.TRAINING))
			OutputFolder.keep("manifest", options.manifest(), options.output().resolve(name));
		if (!Files.isDirectory(options.results())) throw new InputException("results=" + options.results() +
			" is no folder; give the output of 'batch'");
		final List<WorkList.Entry> entries = new ArrayList<>();
		for (final Manifest.Row row : Manifest.read(options.manifest()).rows()) {
			final Path folder = options.results().resolve(row.name());
			entries.add(new WorkList.Entry(ReviewedCase.read(row, folder), ReviewDecision.read(folder)));
		}
		return WorkList.of(entries);
	}

	/** How many cases came to what. */
	static String inWords(final WorkList list) {
		final List<String> counts = new ArrayList<>();
		for (final ReviewState state : ReviewState.values()) {
			final long n = list.entries().stream().filter(e -> e.decision().state() == state).count();
			if (n > 0) counts.add(n + " " + state.title());
		}
		return "Of " + list.entries().size() + " cases: " + String.join(", ", counts);
	}

	public String inWords() {
		return inWords(list);
	}

	@Override
	public List<ReviewItem> items() {
		return list.entries().stream().map(WorkList.Entry::item).toList();
	}

	@Override
	public OptionalInt current() {
		return current;
	}

	@Override
	public void goTo(final int item) {
		if (item < 0 || item >= list.entries().size()) throw new IllegalArgumentException("There is no case " + item);
		if (current.isEmpty() || current.getAsInt() != item) open = null;
		current = OptionalInt.of(item);
	}

	private WorkList.Entry entry() {
		return list.entries().get(current.orElseThrow(() -> new InputException("All cases are settled")));
	}

	@Override
	public OpenCase open() {
		if (open == null) open = cases.take(entry().reviewed());
		open.correction().session().setReader(reader);
		final OptionalInt next = list.next(current.getAsInt());
		if (next.isPresent() && next.getAsInt() != current.getAsInt()) cases.begin(list.entries().get(next.getAsInt())
			.reviewed());
		return open;
	}

	@Override
	public void accept(final Annotation annotation, final String note) {
		if (annotation == Annotation.NONE) throw new InputException(
			"Say whether all nodes are outlined now (full) or only some (partial)");
		final OpenCase c = open();
		final Path segmented = entry().reviewed().folder().resolve(CaseCorrection.NODES);
		final boolean asSegmented = c.correction().session().edits().isEmpty() && Files.isRegularFile(segmented);
		if (!asSegmented) c.correction().save();
		decide(ReviewState.DONE, annotation, null, note, asSegmented ? CaseCorrection.NODES : CaseCorrection.CORRECTED);
	}

	@Override
	public void reject(final RejectReason reason, final String note) {
		decide(ReviewState.REJECTED, Annotation.NONE, reason, note, null);
	}

	@Override
	public void skip(final String note) {
		decide(ReviewState.SKIPPED, Annotation.NONE, null, note, null);
	}

	@Override
	public void later(final String note) {
		decide(ReviewState.LATER, Annotation.NONE, null, note, null);
	}

	private void decide(final ReviewState state, final Annotation annotation, final RejectReason reason,
		final String note, final String nodesFile)
	{
		final ReviewedCase c = entry().reviewed();
		final ReviewDecision decision = new ReviewDecision(state, annotation, reason, note.strip(), reader, clock.instant()
			.toString(), nodesFile, open == null ? c.nodes() : open.correction().session().nodes().ids().size(), edits());
		if (open != null && open.correction().isUnsaved()) open.correction().save();
		decision.write(c.folder());
		list = list.with(current.getAsInt(), decision);
		writeTables();
		open = null;
		current = list.next(current.getAsInt());
	}

	private Map<String, Long> edits() {
		return open != null && open.correction() instanceof CaseCorrection c ? c.summary() : Map.of();
	}

	private void writeTables() {
		ReviewTables.write(list, options.output());
	}

	@Override
	public void setReader(final String name) {
		reader = name.strip();
		if (open != null) open.correction().session().setReader(reader);
	}

	@Override
	public void close() {
		cases.close();
		open = null;
	}
}
