package org.lymphatlas.pipeline;

import de.siegmar.fastcsv.writer.CsvWriter;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.lymphatlas.training.Annotation;
import org.lymphatlas.viewer.review.ReviewState;

/**
 * What a review came to, as tables: {@code review.csv} with every case, and {@code corrected.csv} with those that are
 * done, which is a manifest for {@code train} and {@code build-atlas}: its last columns say where the nodes come from.
 */
final class ReviewTables {

	static final String OUTCOMES = "review.csv", TRAINING = "corrected.csv";

	private ReviewTables() {}

	static void write(final WorkList list, final Path output) {
		Json.writeText(output.resolve(OUTCOMES), csv(csv -> {
			csv.writeRecord("case", "verdict", "nodes", "state", "annotation", "reason", "note", "reader", "time", "edits",
				"folder");
			list.entries().forEach(e -> outcome(e, output, csv));
		}));
		Json.writeText(output.resolve(TRAINING), csv(csv -> {
			csv.writeRecord("case", "ct", "nodes", "annotation", "organs", "stations", "source", "verdict", "edits", "reader",
				"time");
			list.entries().stream().filter(e -> e.decision().state() == ReviewState.DONE).forEach(e -> training(e, output, csv));
		}));
	}

	private static void outcome(final WorkList.Entry entry, final Path output, final CsvWriter csv) {
		final ReviewDecision d = entry.decision();
		csv.writeRecord(entry.reviewed().row().name(), entry.reviewed().verdict(), entry.item().nodes() < 0 ? "" : Integer
			.toString(entry.item().nodes()), name(d.state()), d.annotation() == Annotation.NONE ? "" : name(d.annotation()), d
				.reason() == null ? "" : name(d.reason()), d.note(), d.reader(), d.time(), edits(d), place(entry.reviewed()
					.folder(), output));
	}

	private static void training(final WorkList.Entry entry, final Path output, final CsvWriter csv) {
		final ReviewedCase c = entry.reviewed();
		final ReviewDecision d = entry.decision();
		csv.writeRecord(c.row().name(), place(c.row().ct(), output), place(c.folder().resolve(d.nodesFile()), output), name(d
			.annotation()), c.row().organs().map(p -> place(p, output)).orElse(""), c.row().stations().map(p -> place(p,
				output)).orElse(""), d.nodesFile().equals(CaseCorrection.NODES) ? "segmented, accepted by a reader"
					: "segmented, corrected by a reader", c.verdict(), edits(d), d.reader(), d.time());
	}

	private static String csv(final Consumer<CsvWriter> rows) {
		final StringWriter text = new StringWriter();
		try (CsvWriter csv = CsvWriter.builder().build(text)) {
			rows.accept(csv);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		return text.toString();
	}

	/** {@code delete 2; stroke 5}. */
	private static String edits(final ReviewDecision d) {
		return new TreeMap<>(d.edits()).entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors
			.joining("; "));
	}

	private static String name(final Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	/** Relative to the table's folder where it lies below it, so that both can be moved together. */
	private static String place(final Path path, final Path output) {
		final Path base = output.toAbsolutePath().normalize(), file = path.toAbsolutePath().normalize();
		return file.startsWith(base) ? base.relativize(file).toString().replace('\\', '/') : file.toString();
	}
}
