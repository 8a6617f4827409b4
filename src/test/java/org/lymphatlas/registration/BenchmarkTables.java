package org.lymphatlas.registration;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The benchmark's rows as CSV and as Markdown tables. */
final class BenchmarkTables {

	private static final List<String> STAGES = List.of("before", "rigid", "affine", "deformable", "all");

	private BenchmarkTables() {}

	static String csv(final List<BenchmarkRow> rows) {
		return BenchmarkRow.HEADER + "\n" + rows.stream().map(row -> row.csv() + "\n").collect(Collectors.joining());
	}

	/** Medians of each kind of case by engine and stage, then what came out of every pair. */
	static String markdown(final List<BenchmarkRow> rows, final List<String> missing) {
		final StringBuilder text = new StringBuilder();
		for (final String kind : distinct(rows, "kind")) {
			final List<BenchmarkRow> of = rows.stream().filter(row -> row.kind().equals(kind)).toList();
			text.append("### ").append(kind).append(", medians of ").append(distinct(of, "case").size()).append("\n\n").append(
				medians(of)).append('\n').append("### ").append(kind).append(", each pair\n\n").append(pairs(of)).append('\n');
		}
		missing.forEach(what -> text.append("Left out: ").append(what).append("\n"));
		return text.toString();
	}

	private static Set<String> distinct(final List<BenchmarkRow> rows, final String column) {
		return rows.stream().map(row -> switch (column) {
			case "kind" -> row.kind();
			case "engine" -> row.engine();
			default -> row.caseName();
		}).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private static String medians(final List<BenchmarkRow> rows) {
		final StringBuilder text = new StringBuilder("| stage | engine | Dice mean | lungs | bones | airways | carina mm | " +
			"nodes mm (worst) | folded % (worst) | dropped | wall s | CPU s | peak MB |\n|" + "---|".repeat(13) + "\n");
		for (final String stage : STAGES)
			for (final String engine : distinct(rows, "engine")) {
				final List<BenchmarkRow> of = rows.stream().filter(row -> row.engine().equals(engine) && row.stage().equals(
					stage)).toList();
				if (of.isEmpty() || stage.equals("before") && !engine.equals(rows.get(0).engine())) continue;
				text.append(String.format(Locale.ROOT, "| %s | %s | %s | %s | %s | %s | %s | %s (%s) | %s (%s) | %d | %s | %s | " +
					"%s |%n", stage, stage.equals("before") ? "" : engine, median(of, BenchmarkRow::meanDice, "%.3f"), median(of,
						row -> row.mean("lung"), "%.3f"), median(of, row -> row.mean("bones"), "%.3f"), median(of, row -> row.mean(
							"airways"), "%.3f"), median(of, BenchmarkRow::carinaMm, "%.1f"), median(of, BenchmarkRow::nodesMm, "%.1f"),
					worst(of, BenchmarkRow::nodesWorstMm, "%.1f"), median(of, BenchmarkRow::foldedPercent, "%.3f"), worst(of,
						BenchmarkRow::foldedPercent, "%.3f"), of.stream().filter(row -> !row.kept()).count(), median(of,
							BenchmarkRow::wallSeconds, "%.1f"), median(of, BenchmarkRow::cpuSeconds, "%.1f"), median(of,
								BenchmarkRow::peakMb, "%.0f")));
			}
		return text.toString();
	}

	private static String pairs(final List<BenchmarkRow> rows) {
		final StringBuilder text = new StringBuilder("| pair | engine | Dice before, after | carina mm | nodes mm (worst) | " +
			"folded % | wall s | CPU s | peak MB | verdict |\n|" + "---|".repeat(10) + "\n");
		for (final String name : distinct(rows, "case"))
			for (final BenchmarkRow row : rows) {
				if (!row.caseName().equals(name) || !row.stage().equals("all")) continue;
				final List<BenchmarkRow> one = List.of(row);
				final BenchmarkRow before = rows.stream().filter(r -> r.caseName().equals(name) && r.stage().equals("before"))
					.findFirst().orElseThrow();
				text.append(String.format(Locale.ROOT, "| %s | %s | %s, %s | %s | %s (%s) | %s | %s | %s | %s | %s |%n", name, row
					.engine(), median(List.of(before), BenchmarkRow::meanDice, "%.3f"), median(one, BenchmarkRow::meanDice, "%.3f"),
					median(one, BenchmarkRow::carinaMm, "%.1f"), median(one, BenchmarkRow::nodesMm, "%.1f"), median(one,
						BenchmarkRow::nodesWorstMm, "%.1f"), median(one, BenchmarkRow::foldedPercent, "%.3f"), median(one,
							BenchmarkRow::wallSeconds, "%.1f"), median(one, BenchmarkRow::cpuSeconds, "%.1f"), median(one,
								BenchmarkRow::peakMb, "%.0f"), row.verdict()));
			}
		return text.toString();
	}

	private static String median(final List<BenchmarkRow> rows, final ToDoubleFunction<BenchmarkRow> value,
		final String format)
	{
		return show(PhantomTruth.median(rows.stream().mapToDouble(value).toArray()), format);
	}

	private static String worst(final List<BenchmarkRow> rows, final ToDoubleFunction<BenchmarkRow> value,
		final String format)
	{
		return show(rows.stream().mapToDouble(value).filter(Double::isFinite).max().orElse(Double.NaN), format);
	}

	private static String show(final double value, final String format) {
		return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
	}
}
