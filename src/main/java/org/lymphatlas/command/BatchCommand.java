package org.lymphatlas.command;

import org.lymphatlas.pipeline.RunBatch;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Runs a step on many CTs. */
@Plugin(type = Command.class, name = "batch", label = "Run Batch...",
	menuPath = "Plugins>LymphAtlas>Run Batch...", headless = true,
	description = "Runs a step on every case of a manifest; skips what is done, goes on after errors")
public final class BatchCommand extends TaskCommand {

	@Parameter(label = "manifest (CSV of cases)", description = "CSV with the columns case, ct, nodes, annotation, organs",
		style = "file", persist = false)
	private String manifest;

	@Parameter(label = "output (folder for the cases)", description = "folder that receives a folder a case and batch.csv",
		style = "directory", persist = false)
	private String output;

	@Parameter(label = "steps", description = "what is done with each case", choices = { "segment", "register", "organs" },
		persist = false)
	private String steps = "segment";

	@Parameter(label = "runner", description = "where it is done", choices = { "local" }, persist = false)
	private String runner = "local";

	@Override
	protected String execute(final Task task) {
		return RunBatch.run(new RunBatch.Options(Inputs.path(manifest), Inputs.path(output), Inputs.choice(
			RunBatch.Step.class, steps)), task);
	}
}
