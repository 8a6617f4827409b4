package org.lymphatlas.command;

import org.lymphatlas.pipeline.PostProcess;
import org.lymphatlas.pipeline.PostProcessingChoice;
import org.lymphatlas.segmentation.PostProcessed;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Turns a probability into nodes. */
@Plugin(type = Command.class, name = "postprocess", label = "Post-process Prediction...",
	menuPath = "Plugins>LymphAtlas>Post-process Prediction...", headless = true,
	description = "Turns a probability into nodes, paper A's way or paper B's")
public final class PostprocessCommand extends TaskCommand {

	@Parameter(label = "probability (file)", description = "probability of a node, as 'predict' wrote it", style = "file",
		persist = false)
	private String probability;

	@Parameter(label = "priors (folder; may be empty)", description = "folder that 'register' wrote; " +
		"without it neither atlas nor hull is used",
		style = "directory", required = false, persist = false)
	private String priors = "";

	@Parameter(label = "ct (file; may be empty)", description = "file or DICOM folder; needed for minHu and maxHu, so " +
		"for postprocessing=dbdmp", style = "file", required = false, persist = false)
	private String ct = "";

	@Parameter(label = "output (folder for the nodes)", description = "folder that receives nodes.nii.gz",
		style = "directory", persist = false)
	private String output;

	@Parameter(label = "postprocessing", description = "atlas-priors: paper A's, threshold lowered by the atlas, lungs' " +
		"hull, no thin nodes; dbdmp: paper B's, without priors: input's border, HU range, volume", choices = { "atlas-priors",
			"dbdmp" }, persist = false)
	private String postprocessing = "atlas-priors";

	@Parameter(label = "threshold (probability; 0: 0.3, or 0.5 with dbdmp)", description = "probability from which a " +
		"voxel is node, before the atlas lowers it", min = "0", max = "1", persist = false)
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

	@Override
	protected String execute(final Task task) {
		final PostProcessed found = PostProcess.run(new PostProcess.Options(Inputs.path(probability), Inputs.optionalPath(
			priors), Inputs.optionalPath(ct), Inputs.path(output), new PostProcessingChoice(postprocessing, threshold,
				minDiameterMm, borderVoxels, minHu, maxHu, minVolumeMm3)), task);
		return found.count() + " nodes in " + output + ", " + found.tooSmall() + " too small and " + found.oneSlice() +
			" one slice thick and " + found.atBorder() + " at the border left out";
	}
}
