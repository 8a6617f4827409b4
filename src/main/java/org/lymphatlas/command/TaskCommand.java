package org.lymphatlas.command;

import java.io.IOException;

import org.lymphatlas.volume.InputException;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/**
 * One menu item. A subclass has its options as {@link org.scijava.plugin.Parameter} fields, and in its {@link Plugin} the
 * menu path, as label the menu item and as name what it is called in the shell. Where an option is named like a word of
 * Java, SciJava cannot know it by its key: such a command has no menu path of its own, so that Fiji too takes the
 * launcher's.
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
		ImageJRun.orTell(this);
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
		return plugin(command).label();
	}

	static String menuPath(final Class<? extends TaskCommand> command) {
		return "Plugins>LymphAtlas>" + menuLabel(command);
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
