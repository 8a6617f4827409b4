package org.lymphatlas.pipeline;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.lymphatlas.task.Cancellation;
import org.lymphatlas.task.InlineTask;
import org.scijava.task.Task;

/** Independent jobs, some of them at a time. */
final class SideBySide {

	private SideBySide() {}

	/**
	 * Does work on every item. Each gets a task of its own that is cancelled with the run's, since the stages and progress
	 * of several at once would cover one another; the run's progress counts the items. After a failure no other item is
	 * begun, and those under way come to their end before it is thrown.
	 *
	 * @param atOnce how many items are worked on at a time, at least 1
	 */
	static <T> void forEach(final List<T> items, final int atOnce, final Task task, final Work<T> work) {
		final ExecutorService threads = Executors.newFixedThreadPool(atOnce);
		final ExecutorCompletionService<Void> done = new ExecutorCompletionService<>(threads);
		final AtomicBoolean stopped = new AtomicBoolean();
		try {
			task.setProgressMaximum(items.size());
			for (final T item : items)
				done.submit(() -> {
					try {
						if (!stopped.get()) work.on(item, new JobTask(task));
					}
					catch (final Throwable failure) {
						stopped.set(true);
						throw failure;
					}
				}, null);
			for (int i = 1; i <= items.size(); i++) {
				done.take().get();
				task.setProgressValue(i);
			}
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof RuntimeException failure) throw failure;
			throw new CompletionException(e.getCause());
		}
		catch (final InterruptedException e) {
			task.cancel("Interrupted");
			Thread.currentThread().interrupt();
		}
		finally {
			stopped.set(true);
			close(threads);
		}
		Cancellation.check(task);
	}

	private static void close(final ExecutorService threads) {
		threads.shutdown();
		boolean interrupted = Thread.interrupted();
		while (!threads.isTerminated()) {
			try {
				threads.awaitTermination(1, TimeUnit.MINUTES);
			}
			catch (final InterruptedException e) {
				interrupted = true;
			}
		}
		if (interrupted) Thread.currentThread().interrupt();
	}

	/** What is done with an item. */
	@FunctionalInterface
	interface Work<T> {

		void on(T item, Task task);
	}

	private static final class JobTask extends InlineTask {

		private final Task run;

		JobTask(final Task run) {
			super(run.getName());
			this.run = run;
		}

		@Override
		public boolean isCanceled() {
			return run.isCanceled();
		}

		@Override
		public String getCancelReason() {
			return run.getCancelReason();
		}
	}
}
