package org.lymphatlas.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What a program says, read by a thread of its own: each line goes to a listener, the last ones are kept for the error.
 * A line ends at a line feed or a carriage return, as progress bars write them; longer ones than 2,000 characters are
 * cut, so no output fills the memory.
 */
final class ProgramOutput extends Thread {

	private static final int KEPT_LINES = 200;
	private static final int LONGEST_LINE = 2000;
	private static final int CAUSE_LINES = 3;

	private final InputStream in;
	private final Consumer<String> listener;
	private final Deque<String> last = new ArrayDeque<>();
	private final AtomicLong heard = new AtomicLong(System.nanoTime());
	private volatile RuntimeException failure;

	ProgramOutput(final InputStream in, final Consumer<String> listener, final String program) {
		super("output of " + program);
		setDaemon(true);
		this.in = in;
		this.listener = listener;
	}

	@Override
	public void run() {
		final StringBuilder line = new StringBuilder();
		final char[] buffer = new char[1 << 13];
		try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
			for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
				heard.set(System.nanoTime());
				for (int i = 0; i < n; i++) {
					if (buffer[i] == '\n' || buffer[i] == '\r') end(line);
					else if (line.length() < LONGEST_LINE) line.append(buffer[i]);
				}
			}
		}
		catch (final IOException closed) {
			// The program was killed: there is nothing more to read, and its exit status tells.
		}
		end(line);
	}

	private void end(final StringBuilder line) {
		if (line.isEmpty()) return;
		final String text = line.toString();
		line.setLength(0);
		synchronized (last) {
			last.addLast(text);
			if (last.size() > KEPT_LINES) last.removeFirst();
		}
		if (failure != null) return;
		try {
			listener.accept(text);
		}
		catch (final RuntimeException e) {
			failure = e;
		}
	}

	/** What the listener threw; it is not called again after that. */
	void checkListener() {
		if (failure != null) throw failure;
	}

	double silentSeconds() {
		return (System.nanoTime() - heard.get()) * 1e-9;
	}

	/**
	 * The lines in which the program said what went wrong: ITK's description, or else the last ones that tell of an error,
	 * or else its last words.
	 */
	String cause() {
		final Deque<String> errors = new ArrayDeque<>();
		String described = null;
		String words = "it said nothing";
		synchronized (last) {
			for (final String line : last) {
				final String text = line.strip();
				if (text.isEmpty()) continue;
				final String lower = text.toLowerCase(Locale.ROOT);
				words = text;
				if (lower.startsWith("description:")) described = text.substring("description:".length()).strip();
				else if (tellsOfAnError(lower) && !errors.contains(text)) errors.addLast(text);
				if (errors.size() > CAUSE_LINES) errors.removeFirst();
			}
		}
		return described != null ? described : errors.isEmpty() ? words : String.join(" | ", errors);
	}

	private static boolean tellsOfAnError(final String lower) {
		return lower.contains("error") || lower.contains("exception") || lower.contains("no space left") || lower.contains(
			"not found") || lower.contains("cannot") || lower.contains("killed") || lower.contains("out of memory");
	}
}
