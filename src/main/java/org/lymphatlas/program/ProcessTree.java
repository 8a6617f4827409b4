package org.lymphatlas.program;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A process and what it started: remembered, so that children are found even after their parent has died. */
final class ProcessTree {

	private static final int KILL_SECONDS = 2;

	private final Process root;
	private final Set<ProcessHandle> descendants = new HashSet<>();

	ProcessTree(final Process root) {
		this.root = root;
	}

	/** To be called now and then while the process runs. */
	synchronized void look() {
		root.descendants().forEach(descendants::add);
	}

	/** Ends what the root started; to be called once the root has ended, since its own output can still be read then. */
	synchronized void killDescendants() {
		look();
		for (final ProcessHandle child : descendants) {
			child.descendants().forEach(ProcessHandle::destroyForcibly);
			child.destroyForcibly();
		}
	}

	/** Ends all of them and closes the root's output; waits until the root is gone. */
	synchronized void kill() {
		look();
		root.destroyForcibly();
		killDescendants();
		try {
			root.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
