package org.lymphatlas.command;

import java.util.Locale;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.network.Device;
import org.lymphatlas.pipeline.OrganChoice;
import org.lymphatlas.pipeline.SegmentOrgans;
import org.lymphatlas.segmentation.totalsegmentator.Quality;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Writes a CT's organs and landmarks. */
@Plugin(type = Command.class, name = "organs", label = "Segment Organs...",
	menuPath = "Plugins>LymphAtlas>Segment Organs...", headless = true,
	description = "Finds organs and the tracheal bifurcation with TotalSegmentator's networks or program or by intensities")
public final class OrgansCommand extends TaskCommand {

	@Parameter(label = "ct (open image, file or DICOM folder)", description = "file, DICOM folder, or title of an open " +
		"image", style = "image", persist = false)
	private String ct;

	@Parameter(label = "output (folder for organs/)", description = "folder that receives organs/",
		style = "directory", persist = false)
	private String output;

	@Parameter(label = "source", description = "auto: the input, else TotalSegmentator's networks, else its program, " +
		"whichever is there; else intensities", choices = { "auto", "intensity", "totalsegmentator" }, persist = false)
	private String source = "auto";

	@Parameter(label = "totalsegmentator", description = "fast: 3 mm; normal: 1.5 mm, minutes on a processor; fastest: 6 mm",
		choices = { "fast", "normal", "fastest" }, persist = false)
	private String totalsegmentator = "fast";

	@Parameter(label = "minVolumeMm3 (mm3)", description = "pieces of an organ of TotalSegmentator's networks that are not " +
		"larger are removed; its own choice is 200", min = "0", persist = false)
	private double minVolumeMm3;

	@Parameter(label = "input (TotalSegmentator; may be empty)", description = "TotalSegmentator's folder of masks or label " +
		"map", style = "file", required = false, persist = false)
	private String input = "";

	@Override
	protected String execute(final Task task) {
		final Inputs.Ct patient = Inputs.ct(ct);
		final Anatomy anatomy = SegmentOrgans.run(patient.volume(), new SegmentOrgans.Options(patient.name(), Inputs.path(
			output), Inputs.optionalPath(input), new OrganChoice(Inputs.choice(OrganChoice.Source.class, source), Inputs.choice(
				Quality.class, totalsegmentator), minVolumeMm3, "auto", Device.AUTO)), task);
		return anatomy.organs().present().size() + " organs in " + Inputs.path(output).resolve("organs") + "; carina " + anatomy
			.landmarks().carina().map(p -> String.format(Locale.ROOT, "at (%.1f, %.1f, %.1f) mm LPS", p[0], p[1], p[2])).orElse(
				"not found: " + anatomy.landmarks().carinaReason());
	}
}
