package org.lymphatlas.registration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was measured of one stage, or of the whole, of one registration.
 *
 * @param stage {@code before}, a stage's name, or {@code all}
 * @param kept whether the pipeline used it
 * @param verdict of the whole; else empty
 * @param values one for each {@link Column}; NaN where it cannot be known
 */
record BenchmarkRow(String caseName, String kind, String engine, String stage, boolean kept, String verdict,
	double[] values)
{

	/** What is measured, in the order of the CSV. */
	enum Column {
		/** Dice of the organ groups: the mean of all, of the two lungs, of bones, of airways. */
		DICE("%.4f"), LUNGS("%.4f"), BONES("%.4f"), AIRWAYS("%.4f"),
		/** Distance of the mapped carina from the other's: the truth of phantoms, what was found in real CTs. */
		CARINA_MM("%.2f"),
		/** Distance of mapped nodes from the truth of phantoms: median and largest. */
		NODES_MM("%.2f"), NODES_WORST_MM("%.2f"),
		/** Share of cells with a Jacobian determinant that is not positive, as the engine left it. */
		FOLDED_PERCENT("%.5f"),
		/** Time, and memory beyond the two CTs with their organs. */
		WALL_S("%.2f"), CPU_S("%.2f"), PEAK_MB("%.0f");

		private final String format;

		Column(final String format) {
			this.format = format;
		}
	}

	private static final int TEXTS = 6;
	static final String HEADER = "case,kind,engine,stage,kept,verdict," + Arrays.stream(Column.values()).map(c -> c.name()
		.toLowerCase(Locale.ROOT)).collect(Collectors.joining(","));

	double get(final Column column) {
		return values[column.ordinal()];
	}

	/** Mean Dice of the groups whose name begins so; NaN of none. */
	static double mean(final Map<String, Double> dice, final String prefix) {
		return dice.entrySet().stream().filter(e -> e.getKey().startsWith(prefix)).mapToDouble(Map.Entry::getValue).average()
			.orElse(Double.NaN);
	}

	String csv() {
		return String.join(",", caseName, kind, engine, stage, Boolean.toString(kept), verdict, Arrays.stream(Column.values())
			.map(c -> Double.isNaN(get(c)) ? "" : String.format(Locale.ROOT, c.format, get(c))).collect(Collectors.joining(",")));
	}

	static BenchmarkRow parse(final String line) {
		final String[] cells = line.split(",", -1);
		return new BenchmarkRow(cells[0], cells[1], cells[2], cells[3], Boolean.parseBoolean(cells[4]), cells[5], Arrays
			.stream(cells).skip(TEXTS).mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell)).toArray());
	}
}
