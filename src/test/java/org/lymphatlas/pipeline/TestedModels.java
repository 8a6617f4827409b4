package org.lymphatlas.pipeline;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the models of one row of an ablation, trained alike but for the seed, made of the same test cases.
 *
 * @param seeds cases in the same order, of one model each
 */
record TestedModels(List<List<TestedModels.Case>> seeds) {

	/** A line of evaluation.csv. ASSD is not a number where a side is empty. */
	record Case(double dice, double assdMm, double precision, double recall, int nodes, int found, int wrong) {}

	/** A figure of one model. Means are over the cases that have the value; nodes found over all nodes. */
	enum Figure {
		DICE("Dice", "%.3f", mean(Case::dice)), //
		ASSD("ASSD mm", "%.1f", mean(Case::assdMm)), //
		/** A missing ASSD counts as the largest of the others, as in paper B (4.2). */
		ASSD_FILLED("ASSD mm, filled", "%.1f", Figure::filledAssd), //
		PRECISION("precision", "%.3f", mean(Case::precision)), //
		RECALL("recall", "%.3f", mean(Case::recall)), //
		FOUND("LN found", "%.3f", Figure::found), //
		FALSE_NODES("false nodes a case", "%.1f", mean(Case::wrong));

		final String title;
		private final String format;
		private final ToDoubleFunction<List<Case>> value;

		Figure(final String title, final String format, final ToDoubleFunction<List<Case>> value) {
			this.title = title;
			this.format = format;
			this.value = value;
		}

		private static ToDoubleFunction<List<Case>> mean(final ToDoubleFunction<Case> value) {
			return cases -> cases.stream().mapToDouble(value).filter(Double::isFinite).average().orElse(Double.NaN);
		}

		private static double filledAssd(final List<Case> cases) {
			final double largest = cases.stream().mapToDouble(Case::assdMm).filter(Double::isFinite).max().orElse(Double.NaN);
			return cases.stream().mapToDouble(Case::assdMm).map(v -> Double.isFinite(v) ? v : largest).average().orElseThrow();
		}

		private static double found(final List<Case> cases) {
			return (double) cases.stream().mapToInt(Case::found).sum() / cases.stream().mapToInt(Case::nodes).sum();
		}
	}

	/**
	 * @param folder with {@code ROW-SEED/CUT/evaluation.csv}
	 * @return of all seeds that have been evaluated; none, perhaps
	 */
	static TestedModels of(final Path folder, final String cut, final String row) {
		try (Stream<Path> all = Files.list(folder)) {
			return new TestedModels(all.filter(f -> f.getFileName().toString().startsWith(row + "-") && f.getFileName().toString()
				.substring(row.length() + 1).matches("[0-9]+")).map(f -> f.resolve(cut).resolve("evaluation.csv")).filter(
					Files::isRegularFile).sorted(Comparator.comparing(Path::toString)).map(TestedModels::read).toList());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** One model, of its evaluation.csv. */
	static TestedModels of(final Path evaluation) {
		return new TestedModels(List.of(read(evaluation)));
	}

	boolean isEmpty() {
		return seeds.isEmpty();
	}

	/** Of each model. */
	double[] values(final Figure figure) {
		return seeds.stream().mapToDouble(figure.value).toArray();
	}

	/** Not a number where a model lacks the value. */
	double mean(final Figure figure) {
		return Arrays.stream(values(figure)).average().orElse(Double.NaN);
	}

	/** Standard deviation of the models; not a number of a single one. */
	double spread(final Figure figure) {
		final double mean = mean(figure);
		return Math.sqrt(Arrays.stream(values(figure)).map(v -> (v - mean) * (v - mean)).sum() / (seeds.size() - 1));
	}

	/** Mean and spread as text; a dash where a model lacks the value, since the others' mean would flatter it. */
	String text(final Figure figure) {
		if (Double.isNaN(mean(figure))) return "–";
		if (seeds.size() == 1) return String.format(Locale.ROOT, figure.format, mean(figure));
		return String.format(Locale.ROOT, figure.format + " ± " + figure.format, mean(figure), spread(figure));
	}

	/** Each case's mean Dice over the models. */
	double[] dicePerCase() {
		return IntStream.range(0, seeds.get(0).size()).mapToDouble(i -> seeds.stream().mapToDouble(cases -> cases.get(i).dice)
			.average().orElseThrow()).toArray();
	}

	private static List<Case> read(final Path file) {
		try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
			return csv.stream().map(r -> new Case(number(r, "dice"), number(r, "assd_mm"), number(r, "precision"), number(r,
				"recall"), Integer.parseInt(r.getField("nodes")), Integer.parseInt(r.getField("nodes_found")), Integer.parseInt(r
					.getField("false_nodes")))).toList();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static double number(final NamedCsvRecord record, final String field) {
		return record.getField(field).isEmpty() ? Double.NaN : Double.parseDouble(record.getField(field));
	}
}
