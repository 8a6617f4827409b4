package org.lymphatlas.command;

import org.lymphatlas.pipeline.MeasureNodes;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Measures nodes, whoever outlined them. */
@Plugin(type = Command.class, name = "measure", label = "Measure Lymph Nodes...",
	menuPath = "Plugins>LymphAtlas>Measure Lymph Nodes...", headless = true,
	description = "Measures nodes: station, short and long axis, volume, ellipsoid diameter")
public final class MeasureCommand extends TaskCommand {

	@Parameter(label = "nodes (file)", description = "instance labels of the nodes", style = "file", persist = false)
	private String nodes;

	@Parameter(label = "ct (file; may be empty)", description = "CT that the nodes were outlined on, to check that they lie " +
		"on its grid", style = "file", required = false, persist = false)
	private String ct = "";

	@Parameter(label = "priors (folder; may be empty)", description = "folder that 'register' wrote; " +
		"without it nodes have no station", style = "directory", required = false, persist = false)
	private String priors = "";

	@Parameter(label = "output (folder for nodes.csv)", description = "folder that receives nodes.csv",
		style = "directory", persist = false)
	private String output;

	@Override
	protected String execute(final Task task) {
		return MeasureNodes.run(new MeasureNodes.Options(Inputs.path(nodes), Inputs.optionalPath(ct), Inputs.optionalPath(
			priors), Inputs.path(output)), task).size() + " nodes measured in " + Inputs.path(output).resolve("nodes.csv");
	}

	@Override
	protected void show() {
		CaseWindows.showNodes(Inputs.path(output).resolve("nodes.csv"));
	}
}
