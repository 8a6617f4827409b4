package org.lymphatlas.segmentation;

import java.util.Locale;

import org.lymphatlas.task.Cancellation;
import org.scijava.task.Task;

/** Patches done, and how long all will take, once the first has been timed. */
final class PatchProgress {

	private final Task task;
	private final long patches;
	private final long start = System.nanoTime();
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
		if (done == 1 && patches > 1) task.setStatusMessage(String.format(Locale.ROOT, "Network: %d patches, about %.0f s",
			patches, (System.nanoTime() - start) * 1e-9 * patches));
	}
}
