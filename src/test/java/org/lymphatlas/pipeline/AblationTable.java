package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.apache.commons.math3.stat.inference.TTest;
import org.lymphatlas.evaluation.PairedTTest;
import org.lymphatlas.pipeline.TestedModels.Figure;

/**
 * An ablation's table in Markdown. Arguments: folder with {@code ROW-SEED/CUT/evaluation.csv}, the cut, {@link Figure}s
 * separated by commas, then rows in order. {@code ROW:BEFORE} is tested against another row than the one before,
 * {@code ROW:} against none, {@code ROW@CUT} cut in another way. Rows without evaluation are left out and named. Means are
 * over cases, then over seeds; LN found is pooled over cases; the deviation is that of the seeds.
 */
public final class AblationTable {

	private final Path folder;
	private final String cut;
	private final List<Figure> figures;

	private AblationTable(final Path folder, final String cut, final List<Figure> figures) {
		this.folder = folder;
		this.cut = cut;
		this.figures = figures;
	}

	public static void main(final String[] args) {
		new AblationTable(Path.of(args[0]), args[1], Arrays.stream(args[2].split(",")).map(Figure::valueOf).toList()).print(List
			.of(args).subList(3, args.length));
	}

	private void print(final List<String> rows) {
		System.out.println("| row | seeds | " + figures.stream().map(f -> f.title).collect(Collectors.joining(" | ")) +
			" | p over seeds | p over cases |");
		System.out.println("|---".repeat(figures.size() + 4) + "|");
		String before = "";
		for (final String row : rows) {
			final String[] names = row.split(":", -1);
			final TestedModels models = models(names[0]);
			if (models.isEmpty()) {
				System.err.println("Row " + row + " has no evaluation yet");
				continue;
			}
			final String other = names.length > 1 ? names[1] : before;
			System.out.println("| " + names[0].split("@")[0] + " | " + models.seeds().size() + " | " + figures.stream().map(
				models::text).collect(Collectors.joining(" | ")) + " | " + (other.isEmpty() ? " |  |" : tests(models, models(
					other))));
			before = names[0];
		}
	}

	private TestedModels models(final String row) {
		final String[] names = row.split("@");
		return TestedModels.of(folder, names.length > 1 ? names[1] : cut, names[0]);
	}

	/**
	 * One-sided, whether the Dice is greater than before: of two independent samples of seeds, and of pairs of cases. Nothing
	 * where neither differs from the other.
	 */
	private static String tests(final TestedModels now, final TestedModels before) {
		if (before.isEmpty()) return " |  |";
		final String overSeeds = now.seeds().size() < 2 || before.seeds().size() < 2 ? "" : oneSided(now.values(Figure.DICE),
			before.values(Figure.DICE));
		final double overCases = PairedTTest.greater(now.dicePerCase(), before.dicePerCase()).p();
		return overSeeds + " | " + (Double.isNaN(overCases) ? "" : String.format(Locale.ROOT, "%.3f", overCases)) + " |";
	}

	private static String oneSided(final double[] now, final double[] before) {
		final double twoSided = new TTest().homoscedasticTTest(now, before);
		final boolean greater = Arrays.stream(now).average().orElseThrow() > Arrays.stream(before).average().orElseThrow();
		return String.format(Locale.ROOT, "%.3f", greater ? twoSided / 2 : 1 - twoSided / 2);
	}
}
