package org.lymphatlas.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;

import org.lymphatlas.task.Cancellation;
import org.scijava.task.Task;

/** Makes items of ascending index in the background, a bounded number ahead of who takes them. */
final class Prefetch<T> implements AutoCloseable {

	private static final long PATIENCE_MS = 200;

	private final LongFunction<T> source;
	private final long end;
	private final ExecutorService workers;
	private final Deque<Future<T>> ahead = new ArrayDeque<>();
	private long next;

	/**
	 * @param source makes the item of an index; thread-safe
	 * @param begin first index
	 * @param end index after the last
	 * @param capacity items made or in the making at a time
	 */
	Prefetch(final LongFunction<T> source, final long begin, final long end, final int capacity, final int threads) {
		this.source = source;
		this.end = end;
		next = begin;
		workers = Executors.newFixedThreadPool(threads, work -> {
			final Thread thread = new Thread(work, "lymphatlas-patches");
			thread.setDaemon(true);
			return thread;
		});
		for (int i = 0; i < capacity; i++)
			submit();
	}

	private void submit() {
		if (next >= end) return;
		final long index = next++;
		ahead.add(workers.submit(() -> source.apply(index)));
	}

	/** The next item in order; waits for it, and stops waiting when the task is cancelled. */
	T take(final Task task) {
		final Future<T> first = ahead.remove();
		try {
			while (true) {
				Cancellation.check(task);
				try {
					final T item = first.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
					submit();
					return item;
				}
				catch (final TimeoutException e) {
					continue;
				}
			}
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for patches", e);
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof RuntimeException cause) throw cause;
			if (e.getCause() instanceof Error cause) throw cause;
			throw new IllegalStateException(e.getCause());
		}
	}

	@Override
	public void close() {
		workers.shutdownNow();
	}
}
