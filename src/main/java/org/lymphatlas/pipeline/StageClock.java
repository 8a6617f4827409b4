package org.lymphatlas.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import org.lymphatlas.task.Cancellation;
import org.scijava.task.Task;

/** Times the stages of a run and remembers the most memory each held. Not thread-safe: one run, one clock. */
public final class StageClock {

	/**
	 * One finished stage.
	 *
	 * @param name what was done
	 * @param seconds wall time
	 * @param peakMb largest resident memory of the process during it, MB (largest Java heap where the system does not tell)
	 */
	public record Stage(String name, double seconds, double peakMb) {}

	private final Task task;
	private final List<Stage> stages = new ArrayList<>();

	public StageClock(final Task task) {
		this.task = task;
	}

	/** Runs one stage, unless the task was cancelled. */
	public <T> T time(final String name, final Supplier<T> work) {
		Cancellation.check(task);
		task.setStatusMessage(name);
		final long start = System.nanoTime();
		try (PeakMemory memory = new PeakMemory()) {
			final T result = work.get();
			stages.add(new Stage(name, (System.nanoTime() - start) * 1e-9, memory.peakMb()));
			return result;
		}
	}

	/** As {@link #time(String, Supplier)}, for work without a result. */
	public void run(final String name, final Runnable work) {
		time(name, () -> {
			work.run();
			return null;
		});
	}

	public List<Stage> stages() {
		return List.copyOf(stages);
	}

	/** The stages as lines of text, one each and a sum. */
	public String table() {
		final StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%-28s %9s %9s%n", "stage", "seconds",
			"peak MB"));
		double sum = 0, peak = 0;
		for (final Stage s : stages) {
			table.append(String.format(Locale.ROOT, "%-28s %9.2f %9.0f%n", s.name(), s.seconds(), s.peakMb()));
			sum += s.seconds();
			peak = Math.max(peak, s.peakMb());
		}
		return table.append(String.format(Locale.ROOT, "%-28s %9.2f %9.0f", "all", sum, peak)).toString();
	}
}
