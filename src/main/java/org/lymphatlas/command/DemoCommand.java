package org.lymphatlas.command;

import org.lymphatlas.pipeline.Demo;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Segments a phantom that training never saw. */
@Plugin(type = Command.class, name = "demo", label = "Run Demo...", menuPath = "Plugins>LymphAtlas>Run Demo...",
	headless = true, description = "Makes a chest CT with known nodes that training never saw, segments it and says how well")
public final class DemoCommand extends TaskCommand {

	@Parameter(label = "output (folder for CT and results)", description = "folder for the phantom and the results",
		style = "directory", required = false, persist = false)
	private String output = "demo";

	@Parameter(label = "seed (of the CT)", description = "seed of the phantom", persist = false)
	private long seed = 90001;

	@Override
	protected String execute(final Task task) {
		return Demo.run(new Demo.Options(Inputs.path(output), seed), task);
	}

	@Override
	protected void show() {
		CaseWindows.show(Inputs.path(output).resolve("result"));
	}
}
