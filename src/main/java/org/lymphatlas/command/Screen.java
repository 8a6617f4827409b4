package org.lymphatlas.command;

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
}
