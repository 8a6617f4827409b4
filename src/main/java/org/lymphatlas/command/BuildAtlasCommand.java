package org.lymphatlas.command;

import org.lymphatlas.atlas.AnnotationWeights;
import org.lymphatlas.pipeline.BuildAtlas;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Makes an atlas of annotated cases. */
@Plugin(type = Command.class, name = "build-atlas", label = "Build Atlas...",
	menuPath = "Plugins>LymphAtlas>Build Atlas...", headless = true,
	description = "Registers annotated CTs to a reference and averages their nodes there")
public final class BuildAtlasCommand extends TaskCommand {

	@Parameter(label = "manifest (CSV of annotated cases)", description = "CSV with the columns case, ct, nodes, " +
		"annotation, organs, stations", style = "file", persist = false)
	private String manifest;

	@Parameter(label = "reference (CT or case folder)", description = "the CT that becomes the atlas, or its case folder: " +
		"ct.nii.gz, and where known organs.nii.gz and stations.nii.gz", style = "directory", persist = false)
	private String reference;

	@Parameter(label = "output (folder for the atlas)", description = "folder for the atlas", style = "directory",
		persist = false)
	private String output;

	@Parameter(label = "registration", description = "engine that registers the cases", choices = { "auto", "variational",
		"elastix" }, persist = false)
	private String registration = "auto";

	@Parameter(label = "partialWeight (0 and up)", description = "what a partially annotated case counts beside a fully " +
		"annotated one", min = "0", persist = false)
	private double partialWeight = AnnotationWeights.DEFAULT.partial();

	@Parameter(label = "partialCompleteness (0 to 1)", description = "share of the nodes that partial annotations mark: " +
		"where they mark none they speak against a node with this weight", min = "0", max = "1", persist = false)
	private double partialCompleteness = AnnotationWeights.DEFAULT.completeness();

	@Parameter(label = "jobs (cases at once)", description = "how many cases are registered side by side, if memory allows",
		min = "1", max = "256", persist = false)
	private int jobs = 2;

	@Override
	protected String execute(final Task task) {
		return BuildAtlas.run(new BuildAtlas.Options(Inputs.path(manifest), Inputs.path(reference), Inputs.path(output),
			registration, new AnnotationWeights(partialWeight, partialCompleteness), jobs), task);
	}
}
