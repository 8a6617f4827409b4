package org.lymphatlas.command;

import java.io.IOException;
import java.util.concurrent.CancellationException;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;

/** Runs one command inside ImageJ or Fiji: progress in the status bar, results as windows, errors as messages. */
final class ImageJRun {

	private static final String TITLE = "LymphAtlas";

	private ImageJRun() {}

	/** Runs in the calling thread; an error ends the macro that asked for it. */
	static void orTell(final TaskCommand command) {
		try {
			run(command);
		}
		catch (final Throwable t) {
			tell(t);
		}
	}

	/** Runs in the calling thread and lets errors through. */
	static void run(final TaskCommand command) throws IOException {
		final ImageJTask task = new ImageJTask(TITLE);
		try {
			final String result = command.execute(task);
			IJ.log(result);
			if (IJ.getInstance() != null && !Interpreter.isBatchMode()) command.show();
			IJ.showStatus(result);
		}
		finally {
			task.finish();
		}
	}

	private static void tell(final Throwable thrown) {
		final String message = Failure.of(thrown).message();
		IJ.showStatus(message);
		if (thrown instanceof CancellationException) Macro.abort();
		else IJ.error(TITLE, message);
	}
}
