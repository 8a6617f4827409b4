package org.lymphatlas.command;

import java.util.Optional;

import org.lymphatlas.network.CropSource;
import org.lymphatlas.network.Device;
import org.lymphatlas.pipeline.PredictNodes;
import org.lymphatlas.pipeline.Prediction;
import org.lymphatlas.pipeline.Region;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Runs the network alone. */
@Plugin(type = Command.class, name = "predict", label = "Predict Lymph Nodes...",
	menuPath = "Plugins>LymphAtlas>Predict Lymph Nodes...", headless = true,
	description = "Runs the network on a CT with its priors and writes the probability of a node")
public final class PredictCommand extends TaskCommand {

	@Parameter(label = "ct (open image, file or DICOM folder)", description = "file, DICOM folder, or title of an open " +
		"image", style = "image", persist = false)
	private String ct;

	@Parameter(label = "priors (folder; may be empty)", description = "folder that 'register' wrote; needed by models that " +
		"read priors, and for region=mediastinum", style = "directory", required = false, persist = false)
	private String priors = "";

	@Parameter(label = "model (folder; may be empty)", description = "model folder; else the shipped one",
		style = "directory", required = false, persist = false)
	private String model = "";

	@Parameter(label = "output (folder for the probability)", description = "folder that receives probability.nii.gz",
		style = "directory", persist = false)
	private String output;

	@Parameter(label = "mode", description = "fast: one pass; standard: also mirrored; ensemble: also all folds of the model",
		choices = { "fast", "standard", "ensemble" }, persist = false)
	private String mode = "fast";

	@Parameter(label = "region", description = "where nodes are looked for; box: an imported model sees only the " +
		"mediastinum's box", choices = { "mediastinum", "box", "lungs", "all" },
		persist = false)
	private String region = "mediastinum";

	@Parameter(label = "engine (of the network)", description = "what runs the network", choices = { "auto", "dl4j" },
		persist = false)
	private String engine = "auto";

	@Parameter(label = "device", description = "where the network runs", choices = { "auto", "cpu", "cuda" },
		persist = false)
	private String device = "auto";

	@Parameter(label = "crop", description = "what tells the lungs' box that a model trained here sees: what told it in " +
		"training, the lungs' masks, or thresholds", choices = { "model", "organs", "intensities" }, persist = false)
	private String crop = "model";

	@Parameter(label = "nodeClass (of an imported model; may be empty)", description = "which class of an imported model is " +
		"the node; else the one whose name says so", required = false, persist = false)
	private String nodeClass = "";

	@Parameter(label = "channels (files; may be empty)", description = "files of an imported model's channels after the " +
		"CT, in order, separated by ;", required = false, persist = false)
	private String channels = "";

	@Override
	protected String execute(final Task task) {
		final Inputs.Ct input = Inputs.ct(ct);
		final Prediction.Options network = new Prediction.Options(Inputs.optionalPath(model), engine, Inputs.choice(Device.class, device), Inputs.choice(
			Prediction.Mode.class, mode), Inputs.choice(Region.class, region), nodeClass.isBlank() ? Optional.empty() : Optional.of(
				nodeClass.strip()), Inputs.paths(channels), crop.equals("model") ? Optional.empty() : Optional.of(Inputs.choice(
					CropSource.class, crop)));
		return PredictNodes.run(input.volume(), new PredictNodes.Options(input.name(), Inputs.optionalPath(priors), Inputs
			.path(output), network), task);
	}
}
