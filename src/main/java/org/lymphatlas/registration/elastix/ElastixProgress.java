package org.lymphatlas.registration.elastix;

import java.util.function.Consumer;

import org.scijava.task.Task;

/** Follows elastix's output: which iteration of which resolution it is at. */
final class ElastixProgress implements Consumer<String> {

	private final Task task;
	private final int iterations;
	private final int resolutions;
	private int resolution = -1;

	ElastixProgress(final Task task, final int iterations, final int resolutions) {
		this.task = task;
		this.iterations = iterations;
		this.resolutions = resolutions;
		task.setProgressMaximum((long) iterations * resolutions);
	}

	@Override
	public void accept(final String line) {
		if (line.startsWith("Resolution:") && resolution + 1 < resolutions) resolution++;
		final int end = line.indexOf('\t');
		if (resolution < 0 || end <= 0 || end > 6) return;
		if (line.chars().limit(end).allMatch(Character::isDigit)) task.setProgressValue((long) resolution * iterations +
			Math.min(iterations, Integer.parseInt(line.substring(0, end))));
	}
}
