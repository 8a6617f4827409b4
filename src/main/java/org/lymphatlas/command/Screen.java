package org.lymphatlas.command;

import java.lang.reflect.InvocationTargetException;

import javax.swing.SwingUtilities;

import org.lymphatlas.viewer.window.ImageJViewer;
import org.lymphatlas.volume.InputException;

/** The screen that windows open on. */
final class Screen {

	private Screen() {}

	/** @throws InputException if there is none */
	static void require(final String what) {
		new ImageJViewer().hindrance().ifPresent(why -> {
			throw new InputException(what + " in a window, and " + why);
		});
	}

	/** Does work on Swing's thread and waits for it. */
	static void show(final Runnable work) {
		if (SwingUtilities.isEventDispatchThread()) {
			work.run();
			return;
		}
		try {
			SwingUtilities.invokeAndWait(work);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		catch (final InvocationTargetException e) {
			throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
		}
	}
}
