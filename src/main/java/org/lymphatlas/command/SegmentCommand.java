package org.lymphatlas.command;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import org.lymphatlas.network.CropSource;
import org.lymphatlas.network.Device;
import org.lymphatlas.pipeline.OrganChoice;
import org.lymphatlas.pipeline.PostProcessingChoice;
import org.lymphatlas.pipeline.Prediction;
import org.lymphatlas.pipeline.Region;
import org.lymphatlas.pipeline.RegistrationChoice;
import org.lymphatlas.pipeline.SegmentNodes;
import org.lymphatlas.registration.Drive;
import org.lymphatlas.segmentation.totalsegmentator.Quality;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** The main job: from a chest CT to measured lymph nodes. */
@Plugin(type = Command.class, name = "segment", label = "Segment Lymph Nodes...",
	menuPath = "Plugins>LymphAtlas>Segment Lymph Nodes...", headless = true,
	description = "Finds, outlines and measures the mediastinal lymph nodes of a chest CT")
public final class SegmentCommand extends TaskCommand {

	@Parameter(label = "ct (open image, file or DICOM folder)", description = "file, DICOM folder, or title of an open " +
		"image", style = "image", persist = false)
	private String ct;

	@Parameter(label = "output (folder for the results)", description = "folder for the results", style = "directory",
		persist = false)
	private String output;

	@Parameter(label = "organs (TotalSegmentator; may be empty)", description = "TotalSegmentator's folder of masks or " +
		"label map", style = "file", required = false, persist = false)
	private String organs = "";

	@Parameter(label = "organsSource", description = "organs where none are given; auto: TotalSegmentator's networks, else " +
		"its program, whichever is there; else intensities", choices = { "auto", "intensity", "totalsegmentator" },
		persist = false)
	private String organsSource = "auto";

	@Parameter(label = "totalsegmentator", description = "fast: 3 mm; normal: 1.5 mm, minutes on a processor; fastest: 6 mm",
		choices = { "fast", "normal", "fastest" }, persist = false)
	private String totalsegmentator = "fast";

	@Parameter(label = "atlas (folder; may be empty)", description = "atlas folder; else the shipped one",
		style = "directory", required = false, persist = false)
	private String atlas = "";

	@Parameter(label = "registration", description = "engine that brings the atlas onto the patient", choices = { "auto",
		"variational", "elastix" }, persist = false)
	private String registration = "auto";

	@Parameter(label = "elastix (program or its folder; may be empty)", description = "where elastix is; else it is " +
		"looked for", style = "file", required = false, persist = false)
	private String elastix = "";

	@Parameter(label = "elastixParameters (folder; may be empty)", description = "folder with your own rigid.txt, " +
		"affine.txt and bspline.txt for elastix; else the shipped ones", style = "directory", required = false,
		persist = false)
	private String elastixParameters = "";

	@Parameter(label = "model (folder; may be empty)", description = "model folder; else the shipped one",
		style = "directory", required = false, persist = false)
	private String model = "";

	@Parameter(label = "engine (of the network)", description = "what runs the network", choices = { "auto", "dl4j" },
		persist = false)
	private String engine = "auto";

	@Parameter(label = "device", description = "where the network runs", choices = { "auto", "cpu", "cuda" },
		persist = false)
	private String device = "auto";

	@Parameter(label = "mode", description = "fast: one pass; standard: also mirrored; ensemble: also all folds of the model",
		choices = { "fast", "standard", "ensemble" }, persist = false)
	private String mode = "fast";

	@Parameter(label = "region", description = "where nodes are looked for; box: an imported model sees only the " +
		"mediastinum's box", choices = { "mediastinum", "box", "lungs", "all" },
		persist = false)
	private String region = "mediastinum";

	@Parameter(label = "postprocessing", description = "atlas-priors: paper A's, threshold lowered by the atlas, lungs' " +
		"hull, no thin nodes; dbdmp: paper B's, without priors: input's border, HU range, volume", choices = { "atlas-priors",
			"dbdmp" }, persist = false)
	private String postprocessing = "atlas-priors";

	@Parameter(label = "threshold (probability; 0: the model's own)", description = "probability from which a voxel is " +
		"node, before the atlas lowers it; 0 is the model's own", min = "0", max = "1", persist = false)
	private double threshold;

	@Parameter(label = "minDiameterMm (mm; empty: 5, or 0 with dbdmp)", description = "nodes whose ellipsoid is thinner " +
		"are dropped", required = false, persist = false)
	private String minDiameterMm = "";

	@Parameter(label = "borderVoxels (voxels; empty: 0, or 4 with dbdmp)", description = "nodes among so many outermost " +
		"layers of the network's input are dropped", required = false, persist = false)
	private String borderVoxels = "";

	@Parameter(label = "minHu (HU; empty: none, or -54 with dbdmp)", description = "voxels below are no nodes",
		required = false, persist = false)
	private String minHu = "";

	@Parameter(label = "maxHu (HU; empty: none, or 235.5 with dbdmp)", description = "voxels above are no nodes",
		required = false, persist = false)
	private String maxHu = "";

	@Parameter(label = "minVolumeMm3 (mm3; empty: 0, or 175 with dbdmp)", description = "nodes of at most this volume " +
		"are dropped", required = false, persist = false)
	private String minVolumeMm3 = "";

	@Parameter(label = "crop", description = "what tells the lungs' box that a model trained here sees: what told it in " +
		"training, the lungs' masks, or thresholds", choices = { "model", "organs", "intensities" }, persist = false)
	private String crop = "model";

	@Parameter(label = "nodeClass (of an imported model; may be empty)", description = "which class of an imported model is " +
		"the node; else the one whose name says so", required = false, persist = false)
	private String nodeClass = "";

	@Parameter(label = "channels (files; may be empty)", description = "files of an imported model's channels after the " +
		"CT, in order, separated by ;", required = false, persist = false)
	private String channels = "";

	private Inputs.Ct input;

	@Override
	protected String execute(final Task task) {
		input = Inputs.ct(ct);
		final Path folder = Inputs.path(output);
		final SegmentNodes.Outcome outcome = SegmentNodes.run(input.volume(), options(input.name(), folder), task);
		outcome.stageTable().lines().forEach(task::setStatusMessage);
		return outcome.nodes().size() + " nodes; registration " + outcome.registration().verdict().name().toLowerCase(
			Locale.ROOT) + "; results in " + folder;
	}

	/** What the fields say, but for CT and results. */
	SegmentNodes.Options options(final Path ctFile, final Path folder) {
		final Prediction.Options network = new Prediction.Options(Inputs.optionalPath(model), engine, Inputs.choice(
			Device.class, device), Inputs.choice(Prediction.Mode.class, mode), Inputs.choice(Region.class, region), nodeClass
				.isBlank() ? Optional.empty() : Optional.of(nodeClass.strip()), Inputs.paths(channels), crop.equals("model")
					? Optional.empty() : Optional.of(Inputs.choice(CropSource.class, crop)));
		return new SegmentNodes.Options(ctFile, folder, Inputs.optionalPath(organs), new OrganChoice(Inputs.choice(
			OrganChoice.Source.class, organsSource), Inputs.choice(Quality.class, totalsegmentator), 0, engine, Inputs.choice(
				Device.class, device)), Inputs.optionalPath(atlas), new RegistrationChoice(registration, Drive.BOTH, Inputs
					.optionalPath(elastix), Inputs.optionalPath(elastixParameters)), network, new PostProcessingChoice(postprocessing,
						threshold, minDiameterMm, borderVoxels, minHu, maxHu, minVolumeMm3));
	}

	@Override
	protected void show() {
		CaseWindows.show(Inputs.path(output), input.volume());
	}
}
