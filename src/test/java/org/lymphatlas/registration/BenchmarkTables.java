package org.lymphatlas.registration;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.lymphatlas.registration.BenchmarkRow.Column;

/** The benchmark's rows as Markdown tables. */
final class BenchmarkTables {

	private static final List<String> STAGES = List.of("before", "rigid", "affine", "deformable", "all");

	private BenchmarkTables() {}

	/** Medians of each kind of case by engine and stage, then what came out of every pair. */
	static String markdown(final List<BenchmarkRow> rows, final List<String> missing) {
		final StringBuilder text = new StringBuilder();
		for (final String kind : distinct(rows, BenchmarkRow::kind)) {
			final List<BenchmarkRow> of = rows.stream().filter(row -> row.kind().equals(kind)).toList();
			final int pairs = distinct(of, BenchmarkRow::caseName).size();
			if (pairs > 1) text.append("### ").append(kind).append(", medians of ").append(pairs).append(" pairs\n\n").append(
				medians(of)).append('\n');
			text.append("### ").append(kind).append(", pair by pair\n\n").append(pairs(of)).append('\n');
		}
		missing.forEach(what -> text.append("Left out: ").append(what).append('\n'));
		return text.toString();
	}

	private static Set<String> distinct(final List<BenchmarkRow> rows, final Function<BenchmarkRow, String> of) {
		return rows.stream().map(of).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private static String medians(final List<BenchmarkRow> rows) {
		final StringBuilder text = new StringBuilder("| after stage | engine | Dice mean | lungs | bones | airways | " +
			"carina mm | nodes mm (worst) | folded % (worst) | dropped | wall s | CPU s | peak MB |\n|" + "---|".repeat(13) +
			"\n");
		for (final String stage : STAGES)
			for (final String engine : distinct(rows, BenchmarkRow::engine)) {
				final List<BenchmarkRow> of = rows.stream().filter(row -> row.engine().equals(engine) && row.stage().equals(
					stage)).toList();
				if (of.isEmpty() || stage.equals("before") && !engine.equals(rows.get(0).engine())) continue;
				text.append("| ").append(stage).append(" | ").append(stage.equals("before") ? "" : engine);
				for (final Column column : new Column[] { Column.DICE, Column.LUNGS, Column.BONES, Column.AIRWAYS })
					text.append(" | ").append(median(of, column, "%.3f"));
				text.append(" | ").append(median(of, Column.CARINA_MM, "%.1f")).append(" | ").append(median(of,
					Column.NODES_MM, "%.1f")).append(" (").append(worst(of, Column.NODES_WORST_MM, "%.1f")).append(") | ").append(
						median(of, Column.FOLDED_PERCENT, "%.3f")).append(" (").append(worst(of, Column.FOLDED_PERCENT, "%.3f"))
					.append(") | ").append(of.stream().filter(row -> !row.kept()).count()).append(" | ").append(median(of,
						Column.WALL_S, "%.1f")).append(" | ").append(median(of, Column.CPU_S, "%.1f")).append(" | ").append(median(
							of, Column.PEAK_MB, "%.0f")).append(" |\n");
			}
		return text.toString();
	}

	private static String pairs(final List<BenchmarkRow> rows) {
		final StringBuilder text = new StringBuilder("| pair | engine | Dice before, after | carina mm | nodes mm (worst) | " +
			"folded % | wall s | CPU s | peak MB | verdict |\n|" + "---|".repeat(10) + "\n");
		for (final String name : distinct(rows, BenchmarkRow::caseName)) {
			final List<BenchmarkRow> before = rows.stream().filter(row -> row.caseName().equals(name) && row.stage().equals(
				"before")).limit(1).toList();
			for (final BenchmarkRow row : rows) {
				if (!row.caseName().equals(name) || !row.stage().equals("all")) continue;
				final List<BenchmarkRow> one = List.of(row);
				text.append("| ").append(name).append(" | ").append(row.engine()).append(" | ").append(median(before, Column.DICE,
					"%.3f")).append(", ").append(median(one, Column.DICE, "%.3f")).append(" | ").append(median(one,
						Column.CARINA_MM, "%.1f")).append(" | ").append(median(one, Column.NODES_MM, "%.1f")).append(" (").append(
							median(one, Column.NODES_WORST_MM, "%.1f")).append(") | ").append(median(one, Column.FOLDED_PERCENT,
								"%.3f"));
				for (final Column column : new Column[] { Column.WALL_S, Column.CPU_S })
					text.append(" | ").append(median(one, column, "%.1f"));
				text.append(" | ").append(median(one, Column.PEAK_MB, "%.0f")).append(" | ").append(row.verdict()).append(" |\n");
			}
		}
		return text.toString();
	}

	private static String median(final List<BenchmarkRow> rows, final Column column, final String format) {
		return show(PhantomTruth.median(rows.stream().mapToDouble(row -> row.get(column)).toArray()), format);
	}

	private static String worst(final List<BenchmarkRow> rows, final Column column, final String format) {
		return show(rows.stream().mapToDouble(row -> row.get(column)).filter(Double::isFinite).max().orElse(Double.NaN),
			format);
	}

	private static String show(final double value, final String format) {
		return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
	}
}
