package org.lymphatlas.pipeline;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import org.apache.commons.math3.stat.inference.TTest;
import org.lymphatlas.evaluation.PairedTTest;

/**
 * The ablation's table in Markdown from evaluation.csv files. Arguments: folder with {@code ROW-SEED/CUT/evaluation.csv}, the
 * cut, then rows in order; {@code ROW:BEFORE} is tested against another row than the one before. Means are over cases, then over
 * seeds; LN found is pooled over cases; the deviation is that of the seeds.
 */
public final class AblationTable {

	/** A case of one seed's evaluation. */
	private record Line(double dice, double assdMm, double precision, double recall, int nodes, int found, int wrong) {}

	private AblationTable() {}

	public static void main(final String[] args) throws IOException {
		System.out.println("| row | Dice | ASSD mm | precision | recall | LN found | false nodes a case | p over seeds | p over cases |");
		System.out.println("|---|---|---|---|---|---|---|---|---|");
		String before = null;
		for (final String arg : Arrays.copyOfRange(args, 2, args.length)) {
			final String[] names = arg.split(":");
			final List<List<Line>> seeds = seeds(Path.of(args[0]), args[1], names[0]);
			if (names.length > 1) before = names[1];
			final String tests = before == null || before.isEmpty() ? " |  |" : tests(seeds, seeds(Path.of(args[0]), args[1], before));
			System.out.println("| " + names[0] + " | " + spread(seeds, l -> l.dice, "%.3f") + " | " + spread(seeds, l -> l.assdMm, "%.1f") +
				" | " + spread(seeds, l -> l.precision, "%.3f") + " | " + spread(seeds, l -> l.recall, "%.3f") + " | " + figure(seeds
					.stream().mapToDouble(AblationTable::found).toArray(), "%.3f") + " | " + spread(seeds, l -> l.wrong, "%.1f") + " |" +
				tests);
			before = names[0];
		}
	}

	/** One-sided, whether the Dice is greater than before: of two independent samples of seeds, and of pairs of cases. */
	private static String tests(final List<List<Line>> now, final List<List<Line>> before) {
		final String overSeeds = now.size() < 2 || before.size() < 2 ? "" : oneSided(means(now), means(before));
		final PairedTTest overCases = PairedTTest.greater(perCase(now), perCase(before));
		return String.format(Locale.ROOT, " %s | %.3f |", overSeeds, overCases.p());
	}

	private static String oneSided(final double[] now, final double[] before) {
		final double twoSided = new TTest().homoscedasticTTest(now, before);
		final boolean greater = Arrays.stream(now).average().orElseThrow() > Arrays.stream(before).average().orElseThrow();
		return String.format(Locale.ROOT, "%.3f", greater ? twoSided / 2 : 1 - twoSided / 2);
	}

	private static double[] means(final List<List<Line>> seeds) {
		return seeds.stream().mapToDouble(s -> mean(s, l -> l.dice)).toArray();
	}

	private static double[] perCase(final List<List<Line>> seeds) {
		final double[] dice = new double[seeds.get(0).size()];
		for (final List<Line> seed : seeds)
			for (int i = 0; i < dice.length; i++)
				dice[i] += seed.get(i).dice / seeds.size();
		return dice;
	}

	private static double found(final List<Line> lines) {
		return (double) lines.stream().mapToInt(l -> l.found).sum() / lines.stream().mapToInt(l -> l.nodes).sum();
	}

	/** Over the cases that have the value. */
	private static double mean(final List<Line> lines, final ToDoubleFunction<Line> value) {
		return lines.stream().mapToDouble(value).filter(Double::isFinite).average().orElse(Double.NaN);
	}

	private static String spread(final List<List<Line>> seeds, final ToDoubleFunction<Line> value, final String format) {
		return figure(seeds.stream().mapToDouble(s -> mean(s, value)).toArray(), format);
	}

	private static String figure(final double[] values, final String format) {
		final double mean = Arrays.stream(values).average().orElseThrow();
		if (values.length == 1) return String.format(Locale.ROOT, format, mean);
		final double sd = Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
		return String.format(Locale.ROOT, format + " ± " + format, mean, sd);
	}

	private static List<List<Line>> seeds(final Path folder, final String cut, final String row) throws IOException {
		final List<List<Line>> seeds = new ArrayList<>();
		try (Stream<Path> all = Files.list(folder)) {
			for (final Path f : all.filter(f -> f.getFileName().toString().matches(row + "-[0-9]+")).sorted().toList())
				seeds.add(read(f.resolve(cut).resolve("evaluation.csv")));
		}
		if (seeds.isEmpty()) throw new IllegalArgumentException("No evaluation of row " + row + " in " + folder);
		return seeds;
	}

	private static List<Line> read(final Path file) throws IOException {
		final List<Line> lines = new ArrayList<>();
		try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
			for (final NamedCsvRecord r : csv)
				lines.add(new Line(number(r, "dice"), number(r, "assd_mm"), number(r, "precision"), number(r, "recall"), Integer
					.parseInt(r.getField("nodes")), Integer.parseInt(r.getField("nodes_found")), Integer.parseInt(r.getField(
						"false_nodes"))));
		}
		return lines;
	}

	private static double number(final NamedCsvRecord record, final String field) {
		return record.getField(field).isEmpty() ? Double.NaN : Double.parseDouble(record.getField(field));
	}
}
