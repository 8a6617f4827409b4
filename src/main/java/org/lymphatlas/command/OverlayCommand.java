package org.lymphatlas.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.lymphatlas.viewer.CaseFolder;
import org.lymphatlas.viewer.PriorOverlay;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

import ij.ImagePlus;

/** Lays one prior over the CT. */
@Plugin(type = Command.class, name = "overlay", label = "Overlay Priors...", headless = true,
	description = "Lays distance, probability or stations over a case's CT, as a stack of axial cuts")
public final class OverlayCommand extends TaskCommand {

	@Parameter(label = "case (folder of results)", description = "folder that 'segment' or 'register' wrote",
		style = "directory", persist = false)
	private String case_;

	@Parameter(label = "prior", description = "what is laid over the CT", choices = { "distance", "probability",
		"station" }, persist = false)
	private String prior = "probability";

	@Parameter(label = "opacity (0 to 1)", description = "of the prior's colours", min = "0", max = "1", persist = false)
	private double opacity = 0.5;

	@Parameter(label = "output (TIFF; may be empty)", description = "file for the stack", style = "file", required = false,
		persist = false)
	private String output = "";

	private ImagePlus overlay;

	@Override
	protected String execute(final Task task) throws IOException {
		task.setStatusMessage("Reading " + case_);
		overlay = PriorOverlay.image(CaseFolder.read(Inputs.path(case_)), Inputs.choice(PriorOverlay.Prior.class, prior),
			opacity);
		final Optional<Path> file = Inputs.optionalPath(output);
		file.ifPresent(f -> PriorOverlay.writeTiff(overlay, f));
		return "Laid " + prior + " over " + overlay.getTitle() + file.map(f -> " in " + f).orElse("");
	}

	@Override
	protected void show() {
		overlay.show();
	}
}
