package org.lymphatlas.command;

import org.lymphatlas.task.InlineTask;

import ij.IJ;

/** Shows progress in ImageJ's status bar and each stage in its Log; the Escape key cancels. */
final class ImageJTask extends InlineTask {

	private static final long MIN_INTERVAL_NANOS = 50_000_000;

	private String shown = "";
	private long last;

	ImageJTask(final String name) {
		super(name);
		IJ.resetEscape();
	}

	@Override
	protected synchronized void changed() {
		final String message = getStatusMessage();
		final long now = System.nanoTime();
		if (isDone()) {
			IJ.showProgress(1.0);
		}
		else if (!message.equals(shown)) {
			shown = message;
			IJ.showStatus(message);
			IJ.log(message);
		}
		else if (now - last > MIN_INTERVAL_NANOS) {
			last = now;
			IJ.showProgress(Math.min(0.999, getProgressValue() / (double) Math.max(1, getProgressMaximum())));
		}
	}

	@Override
	public boolean isCanceled() {
		if (!super.isCanceled() && IJ.escapePressed()) cancel("Cancelled with Escape");
		return super.isCanceled();
	}
}
