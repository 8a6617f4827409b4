package org.lymphatlas.command;

import org.lymphatlas.pipeline.PostProcess;
import org.lymphatlas.segmentation.PostProcessed;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Turns a probability into nodes. */
@Plugin(type = Command.class, name = "postprocess", label = "Post-process Prediction...",
	menuPath = "Plugins>LymphAtlas>Post-process Prediction...", headless = true,
	description = "Turns a probability into nodes: threshold lowered by the atlas, lungs' hull, no small ones")
public final class PostprocessCommand extends TaskCommand {

	@Parameter(label = "probability (file)", description = "probability of a node, as 'predict' wrote it", style = "file",
		persist = false)
	private String probability;

	@Parameter(label = "priors (folder; may be empty)", description = "folder that 'register' wrote; " +
		"without it neither atlas nor hull is used",
		style = "directory", required = false, persist = false)
	private String priors = "";

	@Parameter(label = "output (folder for the nodes)", description = "folder that receives nodes.nii.gz",
		style = "directory", persist = false)
	private String output;

	@Parameter(label = "threshold (probability)", description = "probability from which a voxel is node, before the atlas " +
		"lowers it", min = "0.001", max = "1", persist = false)
	private double threshold = 0.3;

	@Parameter(label = "minDiameterMm (mm)", description = "nodes whose ellipsoid is thinner are dropped", min = "0",
		persist = false)
	private double minDiameterMm = 5;

	@Override
	protected String execute(final Task task) {
		final PostProcessed found = PostProcess.run(new PostProcess.Options(Inputs.path(probability), Inputs.optionalPath(
			priors), Inputs.path(output), threshold, minDiameterMm), task);
		return found.count() + " nodes in " + output + ", " + found.tooSmall() + " too small and " + found.oneSlice() +
			" one slice thick left out";
	}
}
