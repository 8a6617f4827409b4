package org.lymphatlas.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.lymphatlas.pipeline.TestedModels.Figure;

/**
 * Networks that differ in how readily they call a voxel a node, compared at equal numbers of false nodes, as a free-response
 * ROC does: share of nodes found and Dice at the lowest threshold down to which a model stays at or below each number. The
 * thresholds are chosen on the cases that are measured, which flatters all rows alike. A row with a model that makes more false
 * nodes at every threshold has no figure. Arguments: folder with
 * {@code ROW-SEED/plain-THRESHOLD/evaluation.csv}, numbers of false nodes a case separated by commas, rows.
 */
public final class FrocTable {

	private static final String CUT = "plain-";

	private FrocTable() {}

	public static void main(final String[] args) {
		final double[] limits = Arrays.stream(args[1].split(",")).mapToDouble(Double::parseDouble).toArray();
		System.out.println("| LN found, Dice at up to | " + Arrays.stream(limits).mapToObj(n -> String.format(Locale.ROOT,
			"%.3g false nodes a case", n)).collect(Collectors.joining(" | ")) + " |");
		System.out.println("|---".repeat(limits.length + 1) + "|");
		for (final String row : List.of(args).subList(2, args.length)) {
			final List<Path> models = folders(Path.of(args[0]), row + "-[0-9]+");
			System.out.println("| " + row + " | " + Arrays.stream(limits).mapToObj(n -> figures(models, n)).collect(Collectors
				.joining(" | ")) + " |");
		}
	}

	private static String figures(final List<Path> models, final double mostFalse) {
		final List<TestedModels> low = models.stream().map(model -> at(model, mostFalse)).flatMap(Optional::stream).toList();
		if (models.isEmpty() || low.size() < models.size()) return "–";
		final TestedModels chosen = new TestedModels(low.stream().flatMap(model -> model.seeds().stream()).toList());
		return chosen.text(Figure.FOUND) + ", " + chosen.text(Figure.DICE);
	}

	private static Optional<TestedModels> at(final Path model, final double mostFalse) {
		return folders(model, CUT + "[0-9.]+").stream().sorted(Comparator.comparingDouble(FrocTable::threshold).reversed()).map(
			cut -> TestedModels.of(cut.resolve("evaluation.csv"))).takeWhile(cut -> cut.mean(Figure.FALSE_NODES) <= mostFalse)
			.reduce((higher, lower) -> lower);
	}

	private static double threshold(final Path cut) {
		return Double.parseDouble(cut.getFileName().toString().substring(CUT.length()));
	}

	private static List<Path> folders(final Path folder, final String name) {
		try (Stream<Path> all = Files.list(folder)) {
			return all.filter(path -> path.getFileName().toString().matches(name)).sorted().toList();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
