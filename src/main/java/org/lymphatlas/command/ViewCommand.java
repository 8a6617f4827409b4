package org.lymphatlas.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

	@Parameter(label = "snapshot (PNG; may be empty)", description = "write a picture there; without a screen this is all " +
		"that is done", style = "file", required = false, persist = false)
	private String snapshot = "";

	@Override
	protected String execute(final Task task) {
		task.setStatusMessage("Reading " + case_);
		final CaseView view = CaseFolder.read(Inputs.path(case_));
		final VolumeViewer with = choose();
		final Optional<Path> png = Inputs.optionalPath(snapshot);
		png.ifPresent(file -> with.snapshot(view, file));
		if (with.hindrance().isEmpty()) with.show(view);
		else if (png.isEmpty()) throw new InputException("Nothing can be shown: " + with.hindrance().get() +
			"; give snapshot=<file.png>");
		return view.title() + (with.hindrance().isEmpty() ? " shown with " + with.name() : "") + png.map(file -> ", snapshot " +
			file).orElse("");
	}

	private VolumeViewer choose() {
		final List<VolumeViewer> viewers = Plugins.of(VolumeViewer.class);
		return viewers.stream().filter(v -> viewer.equals("auto") || v.name().equals(viewer)).findFirst().orElseThrow(
			() -> new InputException("viewer=" + viewer + " is not there yet; there are: auto, " + viewers.stream().map(
				VolumeViewer::name).collect(Collectors.joining(", "))));
	}
}
