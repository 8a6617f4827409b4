package org.lymphatlas.command;

import java.util.List;
import java.util.stream.Collectors;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Says which parts are there, and for those that are not, why and what stands in. */
@Plugin(type = Command.class, name = "check", label = "Check Installation...",
	menuPath = "Plugins>LymphAtlas>Check Installation...", headless = true,
	description = "Says which parts are here, which are not and why")
public final class CheckCommand extends TaskCommand {

	@Override
	protected String execute(final Task task) {
		task.setStatusMessage("Looking for the parts");
		final List<Finding> findings = Installation.findings(task);
		findings.forEach(f -> task.setStatusMessage(f.toString()));
		if (!isHere("Registration", findings) || !isHere("Networks", findings)) throw new IllegalStateException(
			"nodes cannot be segmented here: no engine for registration or for networks works (see above)");
		return "Ready: " + findings.stream().filter(Finding::present).map(Finding::part).collect(Collectors.joining(", "));
	}

	private static boolean isHere(final String kind, final List<Finding> findings) {
		return findings.stream().anyMatch(f -> f.present() && f.part().startsWith(kind));
	}
}
