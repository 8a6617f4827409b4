package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.LungHull;
import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.atlas.Priors;
import org.lymphatlas.evaluation.NodeMeasure;
import org.lymphatlas.evaluation.NodeMeasures;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.registration.Subject;
import org.lymphatlas.registration.Verdict;
import org.lymphatlas.segmentation.PostProcessed;
import org.lymphatlas.segmentation.PostProcessing;
import org.lymphatlas.segmentation.PostProcessingOptions;
import org.lymphatlas.segmentation.Surroundings;
import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.viewer.QaFigure;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/**
 * The main job: from a chest CT to measured lymph nodes. Organs, registration of the atlas, priors, network,
 * post-processing, measures, figure and record, as paper A orders them; everything lands in one folder.
 */
public final class SegmentNodes {

	/**
	 * @param ct what to call the input in the record: its path or window title
	 * @param output folder for the results
	 * @param organs TotalSegmentator's folder or label map
	 * @param organChoice what is done without it
	 * @param atlas atlas folder; else the shipped one
	 * @param registration what brings the atlas on
	 * @param network the model and how it predicts
	 * @param postProcessing how its probability becomes nodes; the threshold else the model's
	 */
	public record Options(Path ct, Path output, Optional<Path> organs, OrganChoice organChoice, Optional<Path> atlas,
		RegistrationChoice registration, Prediction.Options network, PostProcessingChoice postProcessing)
	{

		/** All defaults. */
		public static Options of(final Path ct, final Path output) {
			return new Options(ct, output, Optional.empty(), OrganChoice.AUTO, Optional.empty(), RegistrationChoice.AUTO,
				Prediction.Options.DEFAULT, PostProcessingChoice.DEFAULT);
		}

		/** The same for another CT. */
		Options ofCase(final Path file, final Path folder, final Optional<Path> masks) {
			return new Options(file, folder, masks, organChoice, atlas, registration, network, postProcessing);
		}
	}

	/**
	 * @param nodes the nodes found, largest first
	 * @param labels their instance labels on the CT's grid
	 * @param registration how the atlas came onto the patient
	 * @param stageTable time and memory of each stage, as text
	 * @param warnings what the user must be told
	 */
	public record Outcome(List<NodeMeasure> nodes, LabelVolume labels, Registration registration, String stageTable,
		List<String> warnings)
	{}

	private static final double FIGURE_MM = 1.5;

	private final Options options;
	private final CtVolume ct;
	private final Task task;
	private final StageClock clock;
	private final RunRecord record;

	private SegmentNodes(final CtVolume ct, final Options options, final Task task) {
		this.ct = ct;
		this.options = options;
		this.task = task;
		clock = new StageClock(task);
		record = new RunRecord("segment", options);
	}

	/** @throws org.lymphatlas.volume.InputException before anything is written, if the CT or an option cannot be used */
	public static Outcome run(final CtVolume ct, final Options options, final Task task) {
		return new SegmentNodes(ct, options, task).run();
	}

	private Outcome run() {
		OutputFolder.check(options.output());
		options.postProcessing().options();
		options.organs().ifPresent(organs -> OutputFolder.keep("organs", organs, options.output().resolve("organs")));
		record.input(options.ct(), ct.grid());
		record.put("registrationEngine", options.registration().provenance());
		final Atlas atlas = clock.time("read atlas", () -> Sources.atlas(options.atlas()));
		try (Prediction prediction = clock.time("read model", () -> Prediction.of(options.network(), record))) {
			prediction.requireNodes();
			final MemoryPlan memory = prediction.memory(ct.grid());
			memory.requireHeap();
			task.setStatusMessage("Needs " + memory);
			record.put("predictedMemory", memory);
			return run(atlas, prediction);
		}
	}

	private Outcome run(final Atlas atlas, final Prediction prediction) {
		final Path output = options.output();
		final Anatomy anatomy = clock.time("organs", () -> AnatomySource.of(ct, options.ct(), options.organs(), options
			.organChoice(), record, task));
		record.warn(anatomy.warnings());
		final Registration registration = clock.time("registration", () -> Engines.register(new Subject(ct, anatomy), atlas
			.subject(), options.registration(), task));
		record.warn(registration.warnings());
		record.put("atlas", AlignedCase.summary(atlas));
		record.put("registration", AlignedCase.summary(registration));
		final boolean failed = registration.verdict() == Verdict.FAILED;
		if (failed) record.warn("The registration failed: the network looks in the whole hull of the lungs, the threshold is " +
			"not lowered by the atlas, and stations are not to be trusted");
		final Priors priors = new Priors(atlas, registration.transform());
		final AtlasField field = AtlasField.of(anatomy, ct.grid(), priors);
		record.put("atlasField", field);
		record.warn(field.warnings());

		final Prediction.Result predicted = clock.time("network", () -> prediction.run(ct, PatientMaps.of(priors, anatomy
			.organs()), failed ? Region.LUNGS : options.network().region(), task));
		final FloatVolume probability = predicted.probability().orElseThrow();

		clock.run("write organs", () -> OrganFiles.write(anatomy, ct.grid(), output.resolve("organs")));
		final FloatVolume atlasProbability = clock.time("priors", () -> priors.probability(ct.grid()));
		final LabelVolume station = clock.time("stations", () -> priors.station(ct.grid()));
		clock.run("write priors", () -> PriorFiles.write(priors.distance(ct.grid()), atlasProbability, station, registration,
			output.resolve("priors")));
		field.write(output.resolve("priors"), atlas.name());
		final RuleStations rules = clock.time("stations by rules", () -> RuleStations.of(anatomy, ct.grid()));
		clock.run("write stations by rules", () -> rules.write(output.resolve("priors")));
		record.put("stations", rules.summary());
		record.warn(rules.summary().notes());
		final PostProcessingOptions way = options.postProcessing().options(Optional.of(prediction.threshold()));
		final PostProcessed found = clock.time("post-processing", () -> PostProcessing.instances(probability,
			new Surroundings(failed ? Optional.empty() : Optional.of(atlasProbability), way.atlasPriors() ? Optional.of(
				LungHull.of(anatomy.organs(), ct.grid())) : Optional.empty(), Optional.of(ct), Optional.of(predicted.input())),
			way));
		final List<NodeRow> nodes = clock.time("measures", () -> NodeRow.of(NodeMeasures.measure(found.nodes(), probability,
			null), found.nodes(), Optional.of(station), rules));
		clock.run("write nodes", () -> {
			NetworkInput.of(predicted.input()).write(output);
			VolumeFiles.write(probability, output.resolve("probability.nii.gz"));
			VolumeFiles.write(found.nodes(), output.resolve("nodes.nii.gz"));
			NodesCsv.write(nodes, output.resolve("nodes.csv"));
		});
		clock.run("figure", () -> new QaFigure(new CaseView(options.ct().getFileName().toString(), verdict(registration,
			field), ct, priors.distance(figureGrid()), priors.probability(figureGrid()), found.nodes(), anatomy.landmarks()
				.carina()).withNodes(found.nodes(), nodes.stream().map(NodeRow::measure).toList())).write(output.resolve(
					"qa.png")));
		record.put("nodes", nodes.size());
		record.put("way", way);
		record.put("postProcessing", found.removed());
		record.put("landmarks", OrganFiles.describe(anatomy.landmarks()));
		record.write(output, clock.stages());
		return new Outcome(nodes.stream().map(NodeRow::measure).toList(), found.nodes(), registration, clock.table(), record
			.warnings());
	}

	/** The smooth maps need no more voxels in the figure than it has pixels. */
	private Grid figureGrid() {
		final double[] s = Arrays.stream(ct.grid().spacing()).map(mm -> Math.max(mm, FIGURE_MM)).toArray();
		return ct.grid().withSpacing(s[0], s[1], s[2]);
	}

	private static String verdict(final Registration registration, final AtlasField field) {
		final String verdict = registration.verdict().name().toLowerCase(Locale.ROOT);
		return field.remark().isEmpty() ? verdict : verdict + "; " + field.remark();
	}
}
