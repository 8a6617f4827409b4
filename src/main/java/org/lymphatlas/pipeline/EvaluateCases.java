package org.lymphatlas.pipeline;

import de.siegmar.fastcsv.writer.CsvWriter;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import org.lymphatlas.evaluation.LesionDetection;
import org.lymphatlas.evaluation.SegmentationMetrics;
import org.lymphatlas.evaluation.SegmentationScore;
import org.lymphatlas.task.Cancellation;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/** Compares predictions with references: the challenge's Dice and ASSD, precision, recall, and LN found (paper A, 4.2). */
public final class EvaluateCases {

	/** One comparison. ASSD is not a number when one side is empty. */
	public record Score(String name, SegmentationScore metrics, LesionDetection detection) {}

	private static final double SAME_GRID_MM = 0.1;

	private EvaluateCases() {}

	/** @throws InputException if the two lie on different grids */
	public static Score compare(final String name, final Mask reference, final Mask prediction) {
		if (!reference.grid().matches(prediction.grid(), SAME_GRID_MM)) throw new InputException("Case '" + name +
			"': reference (" + reference.grid() + ") and prediction (" + prediction.grid() + ") lie on different grids");
		return new Score(name, SegmentationMetrics.compare(reference, prediction), LesionDetection.detect(reference, prediction));
	}

	/** Compares two files. */
	public static Score compare(final String name, final Path reference, final Path prediction) {
		final Mask truth = VolumeFiles.readMask(reference), found = VolumeFiles.readMask(prediction);
		if (!truth.grid().matches(found.grid(), SAME_GRID_MM)) throw new InputException(prediction + " (" + found.grid() +
			") does not lie on the grid of the reference " + reference + " (" + truth.grid() + ")");
		return compare(name, truth, found);
	}

	/**
	 * Compares the cases of a manifest with the results of a batch.
	 *
	 * @param results folder that holds {@code <case>/nodes.nii.gz}
	 */
	public static List<Score> compareAll(final Path manifest, final Path results, final Task task) {
		final Manifest cases = Manifest.read(manifest);
		final List<Score> scores = new ArrayList<>();
		task.setProgressMaximum(cases.rows().size());
		for (final Manifest.Row row : cases.rows()) {
			Cancellation.check(task);
			scores.add(compare(row.name(), row.requireNodes(), results.resolve(row.name()).resolve("nodes.nii.gz")));
			task.setProgressValue(scores.size());
		}
		return scores;
	}

	/** Writes {@code evaluation.csv} (a row a case) and {@code evaluation.json} (means over the cases that have the value). */
	public static Map<String, Object> write(final List<Score> scores, final Path folder) {
		final StringWriter text = new StringWriter();
		try (CsvWriter csv = CsvWriter.builder().build(text)) {
			csv.writeRecord("case", "dice", "assd_mm", "precision", "recall", "nodes", "nodes_found", "false_nodes");
			for (final Score s : scores)
				csv.writeRecord(s.name(), number(s.metrics().dice()), number(s.metrics().assdMm()), number(s.metrics()
					.precision()), number(s.metrics().recall()), Integer.toString(s.detection().found() + s.detection()
						.missed()), Integer.toString(s.detection().found()), Integer.toString(s.detection().falsePositives()));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		Json.writeText(folder.resolve("evaluation.csv"), text.toString());
		final Map<String, Object> summary = summary(scores);
		Json.write(folder.resolve("evaluation.json"), summary);
		return summary;
	}

	/** Means over the cases, and nodes found over all nodes. */
	static Map<String, Object> summary(final List<Score> scores) {
		final Map<String, Object> summary = new LinkedHashMap<>();
		final int found = scores.stream().mapToInt(s -> s.detection().found()).sum();
		final int missed = scores.stream().mapToInt(s -> s.detection().missed()).sum();
		summary.put("cases", scores.size());
		summary.put("dice", mean(scores, s -> s.metrics().dice()));
		summary.put("diceSd", deviation(scores, s -> s.metrics().dice()));
		summary.put("assdMm", mean(scores, s -> s.metrics().assdMm()));
		summary.put("precision", mean(scores, s -> s.metrics().precision()));
		summary.put("recall", mean(scores, s -> s.metrics().recall()));
		summary.put("nodes", found + missed);
		summary.put("nodesFound", found);
		summary.put("lnFound", found + missed == 0 ? Double.NaN : (double) found / (found + missed));
		summary.put("falseNodesPerCase", mean(scores, s -> s.detection().falsePositives()));
		return summary;
	}

	private static double mean(final List<Score> scores, final ToDoubleFunction<Score> value) {
		return scores.stream().mapToDouble(value).filter(Double::isFinite).average().orElse(Double.NaN);
	}

	private static double deviation(final List<Score> scores, final ToDoubleFunction<Score> value) {
		final double mean = mean(scores, value);
		return Math.sqrt(scores.stream().mapToDouble(value).filter(Double::isFinite).map(v -> (v - mean) * (v - mean)).sum() /
			Math.max(1, scores.size() - 1));
	}

	private static String number(final double value) {
		return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6f", value) : "";
	}
}
