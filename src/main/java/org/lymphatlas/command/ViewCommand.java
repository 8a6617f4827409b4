package org.lymphatlas.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.lymphatlas.pipeline.Engines;
import org.lymphatlas.viewer.CaseFolder;
import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.viewer.VolumeViewer;
import org.lymphatlas.volume.InputException;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Shows CT, distance, probability and nodes of a case side by side. */
@Plugin(type = Command.class, name = "view", label = "Show Side by Side", headless = true,
	description = "Shows CT, distance map, atlas probability and predicted nodes of a case side by side")
public final class ViewCommand extends TaskCommand {

	@Parameter(label = "case (folder of results)", description = "folder that 'segment', 'register' or 'phantom' wrote",
		style = "directory", persist = false)
	private String case_;

	@Parameter(label = "viewer", description = "what shows it", choices = { "auto", "bigdataviewer", "imagej" },
		persist = false)
	private String viewer = "auto";

	@Parameter(label = "snapshot (PNG; may be empty)", description = "PNG to write in place of opening " +
		"windows", style = "file", required = false, persist = false)
	private String snapshot = "";

	@Override
	protected String execute(final Task task) {
		task.setStatusMessage("Reading " + case_);
		final CaseView view = CaseFolder.read(Inputs.path(case_));
		final VolumeViewer with = choose();
		final Optional<Path> png = Inputs.optionalPath(snapshot);
		if (png.isPresent()) with.snapshot(view, png.get());
		else with.show(view);
		return view.title() + png.map(file -> ": picture in " + file).orElse(" shown with " + with.name());
	}

	private VolumeViewer choose() {
		final List<VolumeViewer> viewers = Engines.all(VolumeViewer.class);
		return viewers.stream().filter(v -> viewer.equals("auto") || v.name().equals(viewer)).findFirst().orElseThrow(
			() -> new InputException("viewer=" + viewer + " is not there yet; there are: auto, " + viewers.stream().map(
				VolumeViewer::name).collect(Collectors.joining(", "))));
	}
}
