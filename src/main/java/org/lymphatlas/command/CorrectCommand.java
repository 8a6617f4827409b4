package org.lymphatlas.command;

import java.nio.file.Path;

import org.lymphatlas.pipeline.CaseCorrection;
import org.lymphatlas.viewer.CaseFolder;
import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.viewer.correction.CorrectionTools;
import org.lymphatlas.viewer.window.CaseWindow;
import org.lymphatlas.viewer.window.ImageJViewer;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Opens a case for correction by hand, always in the built-in viewer. */
@Plugin(type = Command.class, name = "correct", label = "Correct Lymph Nodes...", headless = true,
	description = "Deletes, adds, paints and erases nodes of a case by hand; what was segmented stays as it is")
public final class CorrectCommand extends TaskCommand {

	@Parameter(label = "case (folder of results)", description = "folder that 'segment' wrote", style = "directory",
		persist = false)
	private String case_;

	@Parameter(label = "reader (who corrects; may be empty)", description = "kept with every edit", required = false,
		persist = false)
	private String reader = "";

	@Override
	protected String execute(final Task task) {
		Screen.require("Nodes are corrected");
		final Path folder = Inputs.path(case_);
		task.setStatusMessage("Reading " + folder);
		final CaseView view = CaseFolder.read(folder);
		final CaseCorrection correction = CaseCorrection.open(folder, view, reader);
		ImageJViewer.onSwingsThread(() -> {
			final CaseWindow window = new CaseWindow(view);
			new CorrectionTools(window, correction);
			window.open();
			window.say("Nodes are corrected here, in the built-in viewer; BigDataViewer only shows them. H lists the keys");
		});
		return view.title() + ": open for correction in the built-in viewer";
	}
}
