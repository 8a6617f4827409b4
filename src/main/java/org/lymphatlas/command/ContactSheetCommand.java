package org.lymphatlas.command;

import java.nio.file.Path;
import java.util.List;

import org.lymphatlas.pipeline.MakeContactSheet;
import org.lymphatlas.viewer.sheet.SheetHtml;
import org.lymphatlas.viewer.sheet.SheetRow;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Shows the results of many cases at a look. */
@Plugin(type = Command.class, name = "contact-sheet", label = "Contact Sheet...",
	menuPath = "Plugins>LymphAtlas>Contact Sheet...", headless = true,
	description = "Makes a page with a row a case, worst registration first: verdict, nodes, warnings, pictures")
public final class ContactSheetCommand extends TaskCommand {

	@Parameter(label = "results (folder of a batch)", description = "folder with a folder of results a case",
		style = "directory", persist = false)
	private String results;

	@Parameter(label = "output (folder; may be empty)", description = "folder for index.html and pages as PNG; empty: " +
		"contact-sheet beside the cases", style = "directory", required = false, persist = false)
	private String output = "";

	@Parameter(label = "first", description = "which cases of one verdict come first: those with the fewest or the most " +
		"nodes", choices = { "fewest", "most" }, persist = false)
	private String first = "fewest";

	@Override
	protected String execute(final Task task) {
		final MakeContactSheet.Options defaults = MakeContactSheet.Options.of(Inputs.path(results));
		final Path folder = Inputs.optionalPath(output).orElse(defaults.output());
		final List<SheetRow> rows = MakeContactSheet.run(new MakeContactSheet.Options(defaults.results(), folder, Inputs.choice(
			SheetRow.First.class, first)), task);
		return SheetHtml.summary(rows) + " See " + folder.resolve("index.html");
	}
}
