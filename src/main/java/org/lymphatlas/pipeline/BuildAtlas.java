package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.lymphatlas.atlas.AnnotationWeights;
import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.atlas.AtlasBuilder;
import org.lymphatlas.atlas.AtlasCase;
import org.lymphatlas.atlas.AtlasFolder;
import org.lymphatlas.atlas.Priors;
import org.lymphatlas.atlas.StationVote;
import org.lymphatlas.atlas.WarpedLabels;
import org.lymphatlas.training.Annotation;
import org.lymphatlas.viewer.AtlasFigure;
import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/**
 * Builds an atlas: every annotated case of a manifest is registered to the reference CT and its nodes are averaged there
 * (paper A, appendix A). A case that cannot be registered is left out and named. What each case came to is kept in
 * {@code cases/} in the output, so that a run that was stopped goes on there. The atlas' bytes depend on the inputs, the
 * weights and the version alone: not on the order of the rows, on how many cases are prepared at once, or on stops.
 */
public final class BuildAtlas {

	/**
	 * @param manifest annotated cases
	 * @param reference a CT file, or a case folder with {@code ct.nii.gz} and, where known, {@code organs.nii.gz} with
	 *          TotalSegmentator's v2 numbers and {@code stations.nii.gz}
	 * @param output the atlas' folder
	 * @param registration {@code auto}, {@code variational} or {@code elastix}
	 * @param weights of partially annotated cases beside fully annotated ones
	 * @param jobs how many cases are prepared at once, if memory allows, at least 1
	 */
	public record Options(Path manifest, Path reference, Path output, String registration, AnnotationWeights weights,
		int jobs)
	{

		public Options {
			if (jobs < 1) throw new InputException("jobs=" + jobs + " must be at least 1");
		}
	}

	private final Options options;
	private final Task task;
	private final RunRecord record;
	private final StageClock clock;
	private final List<Manifest.Row> rows;

	private BuildAtlas(final Options options, final Task task) {
		this.options = options;
		this.task = task;
		record = new RunRecord("build-atlas", options);
		clock = new StageClock(task);
		rows = Manifest.read(options.manifest()).rows().stream().sorted(Comparator.comparing(Manifest.Row::name)).toList();
	}

	/** @return a line that sums up what was built */
	public static String run(final Options options, final Task task) {
		return new BuildAtlas(options, task).run();
	}

	private String run() {
		checkInputs();
		final AtlasReference reference = clock.time("organs of the reference", () -> AtlasReference.read(options
			.reference(), task));
		record.warn(reference.anatomy().warnings());
		final WarpedCases store = new WarpedCases(options.output().resolve("cases"), reference, options.registration());
		final Map<String, WarpedCases.Kept> kept = clock.time("register cases", () -> register(store, reference));
		final List<Manifest.Row> used = rows.stream().filter(row -> !kept.get(row.name()).failed()).toList();
		final FloatVolume probability = clock.time("average", () -> average(used, store, reference.ct().grid()));
		final LabelVolume stations = clock.time("stations", () -> stations(used, store, reference));
		final List<AtlasCase> cases = rows.stream().map(row -> describe(row, kept.get(row.name()), store.hashes(row))).toList();
		final Atlas atlas = AtlasBuilder.atlas(AtlasReference.name(options.output()), reference.ct(), reference.anatomy(),
			stations, probability, provenance(reference, used), cases);
		clock.run("write", () -> AtlasFolder.write(atlas, options.output()));
		clock.run("figure", () -> figure(atlas).write(options.output().resolve("atlas.png")));
		record.put("cases", cases);
		record.write(options.output(), clock.stages());
		return summary(used);
	}

	/** All that can be found wrong before hours of work. */
	private void checkInputs() {
		OutputFolder.check(options.output());
		OutputFolder.keep("reference", AtlasReference.ctFile(options.reference()), options.output());
		new Manifest(options.manifest(), rows).checkAnnotated();
		for (final Manifest.Row row : rows) {
			if (row.annotation() == Annotation.NONE) throw new InputException(options.manifest() + ": case '" + row.name() +
				"' has annotation=none; an atlas needs full or partial");
			VolumeFiles.readGrid(row.ct());
			VolumeFiles.readGrid(row.requireNodes());
		}
	}

	private Map<String, WarpedCases.Kept> register(final WarpedCases store, final AtlasReference reference) {
		final Map<String, WarpedCases.Kept> kept = new ConcurrentHashMap<>();
		final List<Manifest.Row> missing = new ArrayList<>();
		for (final Manifest.Row row : rows)
			store.find(row).ifPresentOrElse(k -> kept.put(row.name(), k), () -> missing.add(row));
		record.put("casesKeptFromEarlier", kept.size());
		final int jobs = jobs(missing, reference.ct().grid());
		SideBySide.forEach(missing, jobs, task, (row, caseTask) -> {
			task.setStatusMessage("Registering case " + row.name());
			kept.put(row.name(), store.make(row, caseTask));
		});
		return kept;
	}

	/** As many as wanted, or as memory has room for. */
	private int jobs(final List<Manifest.Row> missing, final Grid reference) {
		final long most = missing.stream().mapToLong(row -> MemoryPlan.registrationBytes(VolumeFiles.readGrid(row.ct()))).max()
			.orElse(0);
		final int jobs = MemoryPlan.atOnce(options.jobs(), most, Optional.of(reference));
		if (jobs < options.jobs()) record.warn("Java's heap has room for " + jobs + " case(s) at once, not " + options
			.jobs());
		return jobs;
	}

	private FloatVolume average(final List<Manifest.Row> used, final WarpedCases store, final Grid grid) {
		final AtlasBuilder builder = new AtlasBuilder(grid);
		for (final Manifest.Row row : used) {
			final WarpedLabels nodes = store.nodes(row.name());
			if (row.annotation() == Annotation.FULL) builder.addFull(nodes);
			else builder.addPartial(nodes);
			if (!nodes.isAnyMarked()) record.warn("Case '" + row.name() +
				"' has no annotated node inside the reference's field");
		}
		return builder.probability(options.weights());
	}

	private LabelVolume stations(final List<Manifest.Row> used, final WarpedCases store, final AtlasReference reference) {
		final List<String> voters = voters(used);
		if (reference.stations().isEmpty() && voters.isEmpty()) record.warn(
			"Neither the reference nor a case has stations: nodes will have no station");
		return reference.stations().orElseGet(() -> StationVote.of(reference.ct().grid(), () -> voters.stream().map(
			store::stations).iterator()));
	}

	private static List<String> voters(final List<Manifest.Row> used) {
		return used.stream().filter(row -> row.stations().isPresent()).map(Manifest.Row::name).toList();
	}

	private AtlasCase describe(final Manifest.Row row, final WarpedCases.Kept kept, final Map<String, String> sha256) {
		final String remark = String.join("; ", kept.remarks());
		if (kept.failed()) record.warn("Case '" + row.name() + "' was left out: its registration failed (" + remark + ")");
		return new AtlasCase(row.name(), row.annotation().name().toLowerCase(Locale.ROOT), !kept.failed(), kept.verdict()
			.name().toLowerCase(Locale.ROOT), kept.engine(), kept.meanDice(), remark, sha256);
	}

	private Map<String, String> provenance(final AtlasReference reference, final List<Manifest.Row> used) {
		final SortedMap<String, String> facts = new TreeMap<>();
		facts.put("reference", reference.name());
		reference.sha256().forEach((what, hash) -> facts.put(what + " sha256", hash));
		facts.put("version", RunRecord.version());
		facts.put("registration", Engines.requireRegistration(options.registration()));
		facts.put("cases", Integer.toString(used.size()));
		facts.put("casesFull", Long.toString(used.stream().filter(row -> row.annotation() == Annotation.FULL).count()));
		facts.put("casesPartial", Long.toString(used.stream().filter(row -> row.annotation() == Annotation.PARTIAL).count()));
		facts.put("casesLeftOut", Integer.toString(rows.size() - used.size()));
		facts.put("partialWeight", Double.toString(options.weights().partial()));
		facts.put("partialCompleteness", Double.toString(options.weights().completeness()));
		facts.put("sigmaMm", Double.toString(AtlasBuilder.SIGMA_MM));
		facts.put("stations", reference.stations().isPresent() ? "the reference's" : "votes of " + voters(used).size() +
			" cases");
		return facts;
	}

	private static AtlasFigure figure(final Atlas atlas) {
		final Grid grid = atlas.ct().grid();
		return new AtlasFigure(new CaseView("Atlas " + atlas.name(), String.format("%s full and %s partial annotations on %s, " +
			"stations: %s", atlas.provenance().get("casesFull"), atlas.provenance().get("casesPartial"), atlas.provenance().get(
				"reference"), atlas.provenance().get("stations")), atlas.ct(), new Priors(atlas, PointMapping.IDENTITY).distance(
					grid), atlas.probability(), null, atlas.stations(), Optional.of(atlas.carina())));
	}

	private String summary(final List<Manifest.Row> used) {
		final List<String> leftOut = rows.stream().filter(row -> !used.contains(row)).map(Manifest.Row::name).toList();
		return "Atlas of " + used.size() + " cases in " + options.output() + (leftOut.isEmpty() ? "" : "; left out: " + String
			.join(", ", leftOut));
	}
}
