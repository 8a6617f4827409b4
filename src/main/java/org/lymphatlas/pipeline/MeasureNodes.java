package org.lymphatlas.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.lymphatlas.evaluation.NodeMeasure;
import org.lymphatlas.evaluation.NodeMeasures;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/** Measures nodes that are there already, whoever outlined them. */
public final class MeasureNodes {

	/**
	 * @param nodes instance labels
	 * @param ct the CT that they were outlined on, if its geometry is to be checked
	 * @param priors folder that 'register' wrote, for the nodes' stations
	 * @param output receives {@code nodes.csv} and {@code record-measure.json}
	 */
	public record Options(Path nodes, Optional<Path> ct, Optional<Path> priors, Path output) {}

	private MeasureNodes() {}

	public static List<NodeMeasure> run(final Options options, final Task task) {
		OutputFolder.check(options.output());
		final RunRecord record = new RunRecord("measure", options);
		final StageClock clock = new StageClock(task);
		final LabelVolume nodes = clock.time("read", () -> VolumeFiles.readLabels(options.nodes()));
		record.input(options.nodes(), nodes.grid());
		options.ct().ifPresent(file -> checkGrid(nodes.grid(), file));
		final Optional<StoredCase> stored = options.priors().map(StoredCase::ofPriors);
		final Optional<LabelVolume> stations = stored.map(StoredCase::station);
		if (stations.isEmpty()) record.warn("No priors: nodes have no station");
		final Optional<FloatVolume> probability = probabilityBeside(options.nodes());
		if (probability.isEmpty()) record.warn("No probability.nii.gz beside the nodes: mean_probability stays empty");
		final RuleStations rules = stored.map(StoredCase::ruleStations).orElse(RuleStations.NONE);
		final List<NodeRow> rows = clock.time("measures", () -> NodeRow.of(NodeMeasures.measure(nodes, probability.orElse(
			null), null), nodes, stations, rules));
		clock.run("write", () -> NodesCsv.write(rows, options.output().resolve("nodes.csv")));
		record.put("nodes", rows.size());
		record.put("stations", rules.summary());
		record.writeStep(options.output(), clock.stages());
		return rows.stream().map(NodeRow::measure).toList();
	}

	private static void checkGrid(final Grid nodes, final Path ct) {
		final Grid grid = VolumeFiles.readGrid(ct);
		if (!grid.matches(nodes, 0.1)) throw new InputException("The nodes (" + nodes + ") do not lie on the grid of " + ct +
			" (" + grid + ")");
	}

	private static Optional<FloatVolume> probabilityBeside(final Path nodes) {
		final Path file = nodes.resolveSibling("probability.nii.gz");
		return Files.isRegularFile(file) ? Optional.of(VolumeFiles.readFloat(file)) : Optional.empty();
	}
}
