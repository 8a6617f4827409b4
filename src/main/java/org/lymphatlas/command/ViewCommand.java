package org.lymphatlas.command;

import java.nio.file.Path;
import java.util.Optional;

import org.lymphatlas.pipeline.Engines;
import org.lymphatlas.viewer.CaseFolder;
import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.viewer.QaFigure;
import org.lymphatlas.viewer.ViewerChoice;
import org.lymphatlas.viewer.VolumeViewer;
import org.lymphatlas.volume.io.VolumeFiles;
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

	@Parameter(label = "reference (labels; may be empty)", description = "annotated nodes to hold the prediction against; " +
		"left out, reference.nii.gz of the case where it is there", style = "file", required = false, persist = false)
	private String reference = "";

	@Parameter(label = "snapshot (PNG; may be empty)", description = "PNG to write in place of opening " +
		"windows", style = "file", required = false, persist = false)
	private String snapshot = "";

	@Override
	protected String execute(final Task task) {
		task.setStatusMessage("Reading " + case_);
		final CaseView stored = CaseFolder.read(Inputs.path(case_));
		final CaseView view = Inputs.optionalPath(reference).map(file -> stored.withReference(VolumeFiles.readLabels(file)))
			.orElse(stored);
		final Optional<Path> png = Inputs.optionalPath(snapshot);
		if (png.isPresent()) {
			new QaFigure(view).write(png.get());
			return view.title() + ": picture in " + png.get();
		}
		final ViewerChoice choice = ViewerChoice.of(Engines.all(VolumeViewer.class), viewer);
		choice.viewer().show(view);
		return view.title() + " " + choice.reason();
	}
}
