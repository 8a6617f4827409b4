package org.lymphatlas.command;

import java.nio.file.Path;
import java.util.Locale;

import org.lymphatlas.pipeline.OrganChoice;
import org.lymphatlas.pipeline.RegisterAtlas;
import org.lymphatlas.pipeline.RegistrationChoice;
import org.lymphatlas.registration.Drive;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.segmentation.totalsegmentator.Quality;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Brings the atlas onto a patient. */
@Plugin(type = Command.class, name = "register", label = "Register Atlas...",
	menuPath = "Plugins>LymphAtlas>Register Atlas...", headless = true,
	description = "Brings the atlas onto a CT and writes distance, probability and stations on its grid")
public final class RegisterCommand extends TaskCommand {

	@Parameter(label = "ct (open image, file or DICOM folder)", description = "file, DICOM folder, or title of an open " +
		"image", style = "image", persist = false)
	private String ct;

	@Parameter(label = "output (folder for the priors)", description = "folder that receives priors/ and organs/",
		style = "directory", persist = false)
	private String output;

	@Parameter(label = "organs (TotalSegmentator; may be empty)", description = "TotalSegmentator's folder of masks or " +
		"label map", style = "file", required = false, persist = false)
	private String organs = "";

	@Parameter(label = "organsSource", description = "organs where none are given; auto: TotalSegmentator's networks, else " +
		"its program, whichever is there; else intensities", choices = { "auto", "intensity", "totalsegmentator" },
		persist = false)
	private String organsSource = "auto";

	@Parameter(label = "totalsegmentator", description = "fast: 3 mm; normal: 1.5 mm, minutes on a processor; fastest: 6 mm",
		choices = { "fast", "normal", "fastest" }, persist = false)
	private String totalsegmentator = "fast";

	@Parameter(label = "atlas (folder; may be empty)", description = "atlas folder; else the shipped one",
		style = "directory", required = false, persist = false)
	private String atlas = "";

	@Parameter(label = "registration", description = "engine that brings the atlas onto the patient", choices = { "auto",
		"variational", "elastix" }, persist = false)
	private String registration = "auto";

	@Parameter(label = "drive", description = "what the deformable stage compares: organ labels, intensities or both",
		choices = { "both", "labels", "intensities" }, persist = false)
	private String drive = "both";

	@Parameter(label = "elastix (program or its folder; may be empty)", description = "where elastix is; else it is " +
		"looked for", style = "file", required = false, persist = false)
	private String elastix = "";

	@Parameter(label = "elastixParameters (folder; may be empty)", description = "folder with your own rigid.txt, " +
		"affine.txt and bspline.txt for elastix; else the shipped ones", style = "directory", required = false,
		persist = false)
	private String elastixParameters = "";

	private Inputs.Ct input;

	@Override
	protected String execute(final Task task) {
		input = Inputs.ct(ct);
		final Path folder = Inputs.path(output);
		final Registration result = RegisterAtlas.run(input.volume(), new RegisterAtlas.Options(input.name(), folder, Inputs
			.optionalPath(organs), OrganChoice.of(Inputs.choice(OrganChoice.Source.class, organsSource), Inputs.choice(
				Quality.class, totalsegmentator)), Inputs.optionalPath(atlas), new RegistrationChoice(registration, Inputs
				.choice(Drive.class, drive), Inputs.optionalPath(elastix), Inputs.optionalPath(elastixParameters))), task);
		result.diceAfter().forEach((group, dice) -> task.setStatusMessage(String.format(Locale.ROOT, "Dice of %s: %.2f, was " +
			"%.2f", group, dice, result.diceBefore().get(group))));
		return "Registration " + result.verdict().name().toLowerCase(Locale.ROOT) + " with " + result.engine() +
			"; priors in " + folder.resolve("priors");
	}

	@Override
	protected void show() {
		CaseWindows.show(Inputs.path(output), input.volume());
	}
}
