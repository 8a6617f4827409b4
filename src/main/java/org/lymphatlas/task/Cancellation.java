package org.lymphatlas.task;

import java.util.concurrent.CancellationException;

import org.scijava.task.Task;

/** Stops work that its user no longer wants. */
public final class Cancellation {

	private Cancellation() {}

	/**
	 * To be called at least once a second by long work.
	 *
	 * @throws CancellationException if the task was cancelled
	 */
	public static void check(final Task task) {
		if (task.isCanceled()) {
			final String reason = task.getCancelReason();
			throw new CancellationException(reason == null ? "Cancelled: " + task.getName() : reason);
		}
	}
}
