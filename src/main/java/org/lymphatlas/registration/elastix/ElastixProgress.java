package org.lymphatlas.registration.elastix;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Consumer;

import org.scijava.task.Task;

/** Follows elastix's output: which iteration of which resolution, and what it said last. */
final class ElastixProgress implements Consumer<String> {

	private static final int KEPT_LINES = 200;

	private final Task task;
	private final int iterations;
	private final Deque<String> last = new ArrayDeque<>();
	private int resolution = -1;

	ElastixProgress(final Task task, final int iterations, final int resolutions) {
		this.task = task;
		this.iterations = iterations;
		task.setProgressMaximum((long) iterations * resolutions);
	}

	@Override
	public synchronized void accept(final String line) {
		last.addLast(line);
		if (last.size() > KEPT_LINES) last.removeFirst();
		if (line.startsWith("Resolution:")) resolution++;
		final int end = line.indexOf('\t');
		if (resolution < 0 || end <= 0 || end > 6) return;
		if (line.chars().limit(end).allMatch(Character::isDigit)) task.setProgressValue((long) resolution * iterations +
			Integer.parseInt(line.substring(0, end)));
	}

	/** The line in which elastix said what went wrong, or its last words. */
	synchronized String cause() {
		String described = null;
		String error = null;
		String words = "it said nothing";
		for (final String line : last) {
			final String text = line.strip();
			if (text.isEmpty()) continue;
			final String lower = text.toLowerCase(Locale.ROOT);
			if (lower.startsWith("description:")) described = text.substring("description:".length()).strip();
			else if (error == null && (lower.contains("error") || lower.contains("exception"))) error = text;
			words = text;
		}
		return described != null ? described : error != null ? error : words;
	}
}
