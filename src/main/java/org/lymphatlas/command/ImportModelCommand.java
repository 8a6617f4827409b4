package org.lymphatlas.command;

import org.lymphatlas.pipeline.ImportModel;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Makes a model folder of ours from a model of nnU-Net v2. */
@Plugin(type = Command.class, name = "import-model", label = "Import Model...",
	menuPath = "Plugins>LymphAtlas>Import Model...", headless = true,
	description = "Makes a model of an nnU-Net v2 folder or zip, or of a published one")
public final class ImportModelCommand extends TaskCommand {

	@Parameter(label = "source (folder, zip or name)", description = "nnU-Net v2 model folder, a zip of it, or the name of " +
		"a published model", style = "file", persist = false)
	private String source;

	@Parameter(label = "output (folder for the model)", description = "folder for the model; must be new or empty",
		style = "directory", persist = false)
	private String output;

	@Parameter(label = "configuration (may be empty)", description = "which of several trainings: for example 3d_fullres, or " +
		"its whole folder name; empty for the only one", required = false, persist = false)
	private String configuration = "";

	@Parameter(label = "folds (may be empty)", description = "for example 0,2 or all; empty for all numbered ones",
		required = false, persist = false)
	private String folds = "";

	@Parameter(label = "checkpoint", description = "which of nnU-Net's checkpoints", choices = { "final", "best",
		"latest" }, persist = false)
	private String checkpoint = "final";

	@Parameter(label = "acceptLicence", description = "agree to the licence of a published model, which is shown otherwise",
		persist = false)
	private boolean acceptLicence;

	@Override
	protected String execute(final Task task) {
		final ImportModel.Options options = options(acceptLicence);
		return ImportModel.run(options(acceptLicence || ImportModel.terms(options).map(AgreementDialog::agrees).orElse(false)),
			task);
	}

	private ImportModel.Options options(final boolean licenceAccepted) {
		return new ImportModel.Options(source.strip(), Inputs.path(output), configuration.strip(), folds.strip(), checkpoint,
			licenceAccepted);
	}
}
