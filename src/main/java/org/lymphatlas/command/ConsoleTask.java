package org.lymphatlas.command;

import java.io.PrintStream;
import java.util.Locale;

import org.lymphatlas.task.InlineTask;

/** Tells a console each new stage at once, and every ten seconds how far it is, so that nothing hangs in silence. */
final class ConsoleTask extends InlineTask {

	private static final long HEARTBEAT_MS = 10_000;

	private final PrintStream out;
	private final long started = System.nanoTime();
	private String shown = "";
	private long progressBefore;

	ConsoleTask(final String name, final PrintStream out) {
		super(name);
		this.out = out;
		final Thread heartbeat = new Thread(this::beat, "lymphatlas-heartbeat");
		heartbeat.setDaemon(true);
		heartbeat.start();
	}

	@Override
	protected synchronized void changed() {
		final String message = getStatusMessage();
		if (message.equals(shown)) return;
		shown = message;
		progressBefore = getProgressValue();
		print(message);
	}

	private void beat() {
		try {
			while (!isDone()) {
				Thread.sleep(HEARTBEAT_MS);
				if (!isDone()) print(shown + progress());
			}
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** In percent, if there was any since the stage began. */
	private String progress() {
		final long value = getProgressValue();
		return value == progressBefore ? " ..." : ", " + 100 * value / Math.max(1, getProgressMaximum()) + " %";
	}

	private void print(final String message) {
		out.println(String.format(Locale.ROOT, "[%6.1f s] %s", (System.nanoTime() - started) / 1e9, message));
	}
}
