package org.lymphatlas.command;

import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Says which parts are there, and for those that are not, why and what stands in. */
@Plugin(type = Command.class, name = "check", menuPath = "Plugins>LymphAtlas>Check Installation...", headless = true,
	description = "Says which parts are here, which are not and why")
public final class CheckCommand extends TaskCommand {

	@Override
	protected String execute(final Task task) {
		task.setStatusMessage("Looking for the parts");
		final List<Finding> findings = Installation.findings();
		findings.forEach(f -> task.setStatusMessage(f.toString()));
		final long missing = findings.stream().filter(f -> !f.present()).count();
		return "Everything needed is here; " + (missing == 0 ? "nothing optional is missing" : missing +
			" optional part(s) are not (see above)");
	}
}
