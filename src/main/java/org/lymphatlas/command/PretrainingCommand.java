package org.lymphatlas.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.lymphatlas.pipeline.PretrainingExample;
import org.lymphatlas.viewer.GenesisFigure;
import org.lymphatlas.viewer.Tiffs;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Shows what pre-training does to a patch. */
@Plugin(type = Command.class, name = "show-pretraining", label = "Show Pre-training...",
	menuPath = "Plugins>LymphAtlas>Show Pre-training...", headless = true,
	description = "Shows a patch of a CT before and after each of Model Genesis' transformations")
public final class PretrainingCommand extends TaskCommand {

	@Parameter(label = "ct (open image, file or DICOM folder)", description = "file, DICOM folder, or title of an open " +
		"image", style = "image", persist = false)
	private String ct;

	@Parameter(label = "output (PNG or TIFF; may be empty)", description = "file: .png as it looks, .tif the patches as " +
		"a hyperstack", style = "file", required = false, persist = false)
	private String output = "";

	@Parameter(label = "spacingMm (mm)", description = "voxels that the network sees: one number or x,y,z",
		persist = false)
	private String spacingMm = "0.826,0.826,3";

	@Parameter(label = "patch (voxels)", description = "size of the patch: one number or x,y,z", persist = false)
	private String patch = "224,128,64";

	@Parameter(label = "centreMm (LPS mm; empty: the CT's middle)", description = "middle of the patch, as x,y,z",
		required = false, persist = false)
	private String centreMm = "";

	@Parameter(label = "seed", description = "of curves, windows and paint", persist = false)
	private long seed = 1;

	private GenesisFigure figure;

	@Override
	protected String execute(final Task task) throws IOException {
		final Optional<Path> file = Inputs.optionalPath(output);
		file.ifPresent(Tiffs::checkFile);
		task.setStatusMessage("Reading " + ct);
		final Inputs.Ct patient = Inputs.ct(ct);
		final String title = patient.name().getFileName().toString();
		figure = PretrainingExample.of(title, patient.volume(), new PretrainingExample.Options(spacingMm, patch, centreMm,
			seed));
		file.ifPresent(figure::write);
		return "Changed a patch of " + title + " in six ways" + file.map(f -> ", in " + f).orElse("");
	}

	@Override
	protected void show() {
		figure.image().show();
	}
}
