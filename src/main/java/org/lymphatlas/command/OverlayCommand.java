package org.lymphatlas.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.lymphatlas.viewer.CaseFolder;
import org.lymphatlas.viewer.PriorOverlay;
import org.lymphatlas.viewer.Tiffs;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

import ij.ImagePlus;

/** Lays one prior over the CT. */
@Plugin(type = Command.class, name = "overlay", label = "Overlay Priors...", headless = true,
	description = "Lays distance, probability or stations over a case's CT, in axial, sagittal and coronal view")
public final class OverlayCommand extends TaskCommand {

	@Parameter(label = "case (folder of results)", description = "folder that 'segment' or 'register' wrote",
		style = "directory", persist = false)
	private String case_;

	@Parameter(label = "prior", description = "what is laid over the CT", choices = { "distance", "probability",
		"station" }, persist = false)
	private String prior = "probability";

	@Parameter(label = "opacity (0 to 1)", description = "of the prior's colours", min = "0", max = "1", persist = false)
	private double opacity = 0.5;

	@Parameter(label = "distanceMm (0: every tenth)", description = "of the distance map's contour from the carina, measured " +
		"in the atlas; 0 draws one at every tenth of the atlas' largest distance", min = "0", max = "1000", persist = false)
	private double distanceMm = 50;

	@Parameter(label = "through", description = "what the three planes go through", choices = { "carina", "node" },
		persist = false)
	private String through = "carina";

	@Parameter(label = "output (PNG or TIFF; may be empty)", description = "file: .png as it looks, .tif with the overlay " +
		"as ImageJ keeps it", style = "file", required = false, persist = false)
	private String output = "";

	private ImagePlus overlay;

	@Override
	protected String execute(final Task task) throws IOException {
		final Optional<Path> file = Inputs.optionalPath(output);
		file.ifPresent(Tiffs::checkFile);
		task.setStatusMessage("Reading " + case_);
		final Path folder = Inputs.path(case_);
		overlay = PriorOverlay.image(CaseFolder.read(folder), new PriorOverlay.Options(Inputs.choice(
			PriorOverlay.Prior.class, prior), Inputs.choice(PriorOverlay.Through.class, through), opacity, distanceMm, CaseFolder
				.largestDistanceMm(folder)));
		file.ifPresent(f -> PriorOverlay.write(overlay, f));
		return "Laid " + prior + " over " + overlay.getTitle() + file.map(f -> " in " + f).orElse("");
	}

	@Override
	protected void show() {
		overlay.show();
	}
}
