package org.lymphatlas.command;

import java.nio.file.Path;

import org.lymphatlas.phantom.ContrastPhase;
import org.lymphatlas.pipeline.MakePhantoms;
import org.lymphatlas.training.Annotation;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Makes chest CTs whose nodes are known. */
@Plugin(type = Command.class, name = "phantom", label = "Make Chest Phantom...",
	menuPath = "Plugins>LymphAtlas>Make Chest Phantom...", headless = true,
	description = "Makes chest CTs whose organs, stations and nodes are known, from a seed")
public final class PhantomCommand extends TaskCommand {

	@Parameter(label = "output (folder for the cases)", description = "folder for the cases and manifest.csv",
		style = "directory", persist = false)
	private String output;

	@Parameter(label = "count (CTs)", description = "how many CTs", min = "1", max = "9999", persist = false)
	private int count = 1;

	@Parameter(label = "seed (of the first CT)", description = "seed of the first CT; the others follow it",
		persist = false)
	private long seed = 1;

	@Parameter(label = "spacingMm (mm)", description = "voxel size", min = "0.5", max = "10", persist = false)
	private double spacingMm = 2.5;

	@Parameter(label = "sliceMm (mm; 0: as spacingMm)", description = "distance and thickness of the slices", min = "0",
		max = "10", persist = false)
	private double sliceMm;

	@Parameter(label = "noise (1: routine)", description = "noise, as a multiple of a routine CT's", min = "0", max = "5",
		persist = false)
	private double noise = 1;

	@Parameter(label = "contrast (phase)", description = "phase of all CTs; any: drawn for each", choices = { "any", "plain",
		"portal", "arterial" }, persist = false)
	private String contrast = "any";

	@Parameter(label = "annotation (of the manifest)", description = "which nodes the manifest names: all, those of a " +
		"biased partial annotation, or none", choices = { "full", "partial", "none" }, persist = false)
	private String annotation = "full";

	@Parameter(label = "anatomy", description = "random: every CT another patient; mean: one chest without nodes or noise, " +
		"from which an atlas can be made", choices = { "random", "mean" }, persist = false)
	private String anatomy = "random";

	@Override
	protected String execute(final Task task) {
		if (anatomy.equals("mean")) {
			MakePhantoms.reference(Inputs.path(output), spacingMm, task);
			return "Made the mean chest in " + output;
		}
		final Path manifest = MakePhantoms.run(new MakePhantoms.Options(Inputs.path(output), count, seed, spacingMm,
			sliceMm == 0 ? spacingMm : sliceMm, noise, Inputs.choice(ContrastPhase.class, contrast), Inputs.choice(
				Annotation.class, annotation)), task);
		return "Made " + count + " phantom(s), listed in " + manifest;
	}
}
