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
		try {
			if (fill(type, command)) command.run();
		}
		catch (final InputException e) {
			IJ.error("LymphAtlas", TaskCommand.menuLabel(type) + " " + e.getMessage());
		}
	}

	/** @return false if the user cancelled the dialog */
	private static boolean fill(final Class<? extends TaskCommand> type, final TaskCommand command) {
		final Options options = Options.of(type);
		final String macroOptions = Macro.getOptions();
		if (macroOptions == null && !GraphicsEnvironment.isHeadless() && !options.all().isEmpty()) return new OptionsDialog(
			TaskCommand.menuLabel(type), options).fill(command);
		options.assign(command, macroOptions == null ? Map.of() : MacroOptions.parse(macroOptions));
		return true;
	}

	/**
	 * For macros that want to go on after an error: {@code call("org.lymphatlas.command.Launcher.tryToRun", item, options)}.
	 *
	 * @param menuLabel as in {@code run(item, options)}
	 * @param macroOptions as in {@code run(item, options)}
	 * @return empty if all went well, else what was wrong
	 */
	public static String tryToRun(final String menuLabel, final String macroOptions) {
		try {
			final Class<? extends TaskCommand> type = Commands.ofMenuLabel(menuLabel);
			final TaskCommand command = TaskCommand.create(type);
			Options.of(type).assign(command, MacroOptions.parse(macroOptions));
			ImageJRun.run(command);
			return "";
		}
		catch (final Throwable t) {
			return Failure.of(t).message();
		}
	}
}
