package org.lymphatlas.command;

import java.awt.GraphicsEnvironment;
import java.util.Map;

import org.lymphatlas.volume.InputException;

import ij.IJ;
import ij.Macro;
import ij.plugin.PlugIn;

/**
 * Starts a command from ImageJ's menu or a macro, as {@code plugins.config} names it. Options come from the macro, or
 * else from a dialog made of the command's own parameters. In Fiji the SciJava command of the same menu path takes its
 * place.
 */
public final class Launcher implements PlugIn {

	/** @param className a command's class */
	@Override
	public void run(final String className) {
		final Class<? extends TaskCommand> type = Commands.ofClassName(className);
		final TaskCommand command = TaskCommand.create(type);
		final Options options = Options.of(type);
		final String macroOptions = Macro.getOptions();
		try {
			if (macroOptions != null) options.assign(command, MacroOptions.parse(macroOptions));
			else if (GraphicsEnvironment.isHeadless()) options.assign(command, Map.of());
			else if (!options.all().isEmpty() && !new OptionsDialog(TaskCommand.menuLabel(type), options).fill(command)) return;
		}
		catch (final InputException e) {
			IJ.error("LymphAtlas", TaskCommand.menuLabel(type) + " " + e.getMessage());
			return;
		}
		command.run();
	}
}
