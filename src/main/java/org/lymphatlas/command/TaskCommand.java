package org.lymphatlas.command;

import java.io.IOException;

import org.lymphatlas.volume.InputException;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/**
 * One menu item. A subclass has its options as {@link org.scijava.plugin.Parameter} fields, the menu path and, as
 * {@link Plugin#name()}, its name in the shell.
 */
public abstract class TaskCommand implements Command {

	/**
	 * Does the work and leaves its results on disk.
	 *
	 * @return one line that says what came out
	 * @throws InputException if the options or the input cannot be used
	 * @throws java.util.concurrent.CancellationException if the task was cancelled
	 */
	protected abstract String execute(Task task) throws IOException;

	/** Shows in ImageJ what was made; called after {@link #execute} where there is a window. */
	protected void show() throws IOException {
		// Many commands leave nothing to look at.
	}

	/** Runs in ImageJ or Fiji: progress in the status bar, messages as dialogs. */
	@Override
	public final void run() {
		new ImageJRun(this).run();
	}

	static Plugin plugin(final Class<? extends TaskCommand> command) {
		return command.getAnnotation(Plugin.class);
	}

	/** What it is called in the shell. */
	static String shellName(final Class<? extends TaskCommand> command) {
		return plugin(command).name();
	}

	/** What it is called in the menu and in macros. */
	static String menuLabel(final Class<? extends TaskCommand> command) {
		final String path = plugin(command).menuPath();
		return path.substring(path.lastIndexOf('>') + 1);
	}

	static TaskCommand create(final Class<? extends TaskCommand> command) {
		try {
			return command.getDeclaredConstructor().newInstance();
		}
		catch (final ReflectiveOperationException e) {
			throw new IllegalStateException("Cannot create " + command, e);
		}
	}
}
