package org.lymphatlas.command;

import org.lymphatlas.pipeline.ReviewCases;
import org.lymphatlas.viewer.review.ReviewWindow;
import org.lymphatlas.viewer.window.ImageJViewer;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Goes through the results of a batch, case by case. */
@Plugin(type = Command.class, name = "review", label = "Review Cases...",
	menuPath = "Plugins>LymphAtlas>Review Cases...", headless = true,
	description = "Looks through a batch's results, worst verdict first; corrected cases go into a training manifest")
public final class ReviewCommand extends TaskCommand {

	@Parameter(label = "manifest (CSV of cases)", description = "the batch's manifest", style = "file", persist = false)
	private String manifest;

	@Parameter(label = "results (folder of the batch)", description = "output of 'batch': a folder a case",
		style = "directory", persist = false)
	private String results;

	@Parameter(label = "output (folder for review.csv)", description = "folder that receives review.csv and the " +
		"training manifest corrected.csv", style = "directory", persist = false)
	private String output;

	@Parameter(label = "reader (who reviews; may be empty)", description = "kept with every edit and decision",
		required = false, persist = false)
	private String reader = "";

	@Parameter(label = "summary (only write the tables)", description = "writes review.csv and corrected.csv of what was " +
		"decided so far and opens no window", persist = false)
	private boolean summary;

	@Override
	protected String execute(final Task task) {
		final ReviewCases.Options options = new ReviewCases.Options(Inputs.path(manifest), Inputs.path(results), Inputs.path(
			output), reader);
		if (summary) return ReviewCases.summary(options);
		Screen.require("Cases are reviewed (summary=true writes the tables without one)");
		final ReviewCases review = ReviewCases.begin(options);
		final String state = review.inWords();
		ImageJViewer.onSwingsThread(() -> ReviewWindow.open(review, reader));
		return state + "; review opened";
	}
}
