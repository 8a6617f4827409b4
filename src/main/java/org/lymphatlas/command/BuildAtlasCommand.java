package org.lymphatlas.command;

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
		"annotation, organs", style = "file", persist = false)
	private String manifest;

	@Parameter(label = "reference (case folder)", description = "folder of the case whose CT becomes the atlas: ct.nii.gz, " +
		"and where known organs.nii.gz and stations.nii.gz", style = "directory", persist = false)
	private String reference;

	@Parameter(label = "output (folder for the atlas)", description = "folder for the atlas", style = "directory",
		persist = false)
	private String output;

	@Parameter(label = "registration", description = "engine that registers the cases", choices = { "auto", "variational",
		"elastix" }, persist = false)
	private String registration = "auto";

	@Override
	protected String execute(final Task task) {
		return BuildAtlas.run(new BuildAtlas.Options(Inputs.path(manifest), Inputs.path(reference), Inputs.path(output),
			registration), task);
	}
}
