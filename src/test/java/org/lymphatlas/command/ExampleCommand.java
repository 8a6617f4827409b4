package org.lymphatlas.command;

import org.scijava.plugin.Parameter;
import org.scijava.task.Task;

/** One option of every kind. */
public final class ExampleCommand extends TaskCommand {

	@Parameter(label = "ct (open image or file)", description = "the CT", persist = false)
	String ct;

	@Parameter(label = "mode", description = "how thorough", choices = { "fast", "standard" }, required = false,
		persist = false)
	String mode = "standard";

	@Parameter(label = "count", description = "how many", min = "1", max = "10", persist = false)
	int count = 2;

	@Parameter(label = "seed", description = "of the random numbers", persist = false)
	long seed = 7;

	@Parameter(label = "spacingMm (mm)", description = "voxel spacing", min = "0.5", persist = false)
	double spacingMm = 2.5;

	@Parameter(label = "resume", description = "go on", persist = false)
	boolean resume;

	String notAnOption = "x";

	@Override
	protected String execute(final Task task) {
		return "done";
	}
}
