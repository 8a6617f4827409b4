package org.lymphatlas.command;

import java.util.concurrent.CancellationException;

import ij.IJ;
import ij.macro.Interpreter;

/** Runs one command inside ImageJ or Fiji: progress in the status bar, results as windows, errors as messages. */
final class ImageJRun {

	private static final String TITLE = "LymphAtlas";

	private final TaskCommand command;

	ImageJRun(final TaskCommand command) {
		this.command = command;
	}

	/** Does the work in the calling thread; an error ends the macro that asked for it. */
	void run() {
		final ImageJTask task = new ImageJTask(TITLE);
		try {
			final String result = command.execute(task);
			IJ.log(result);
			if (IJ.getInstance() != null && !Interpreter.isBatchMode()) command.show();
			IJ.showStatus(result);
		}
		catch (final Throwable t) {
			final String message = Failure.of(t).message();
			IJ.showStatus(message);
			IJ.log(TITLE + ": " + message);
			if (t instanceof CancellationException) ij.Macro.abort();
			else IJ.error(TITLE, message);
		}
		finally {
			task.finish();
		}
	}
}
