package org.lymphatlas.segmentation;

import java.util.Locale;

import org.lymphatlas.task.Cancellation;
import org.scijava.task.Task;

/** Patches done, and how long all will take: at most, once the first has been timed; the second tells, being warm. */
final class PatchProgress {

	private final Task task;
	private final long patches;
	private long start = System.nanoTime();
	private long done;

	PatchProgress(final Task task, final long patches) {
		this.task = task;
		this.patches = patches;
		task.setProgressMaximum(patches);
		task.setProgressValue(0);
	}

	/** @throws java.util.concurrent.CancellationException if nobody wants the rest */
	void check() {
		Cancellation.check(task);
	}

	void patchDone() {
		task.setProgressValue(++done);
		if (done > 2 || patches < 3) return;
		task.setStatusMessage(String.format(Locale.ROOT, "Network: %d patches, %s %.0f s", patches, done == 1 ? "at most"
			: "about", (System.nanoTime() - start) * 1e-9 * patches));
		start = System.nanoTime();
	}
}
