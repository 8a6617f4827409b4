package org.lymphatlas.pipeline;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Reads one thing ahead in the background, if memory has room for it. At most one is held besides those that were taken.
 *
 * @param <K> what is read
 * @param <V> what it is read into
 */
final class ReadAhead<K, V> implements AutoCloseable {

	private final Function<K, V> reader;
	private final ToLongFunction<K> bytes;
	private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
		final Thread t = new Thread(work, "lymphatlas-read-ahead");
		t.setDaemon(true);
		return t;
	});
	private K key;
	private Future<V> value;

	/** @param bytes how much of the heap a value takes */
	ReadAhead(final Function<K, V> reader, final ToLongFunction<K> bytes) {
		this.reader = reader;
		this.bytes = bytes;
	}

	/** The value of a key: the one read ahead, else read now. What is read ahead for another key is dropped. */
	V take(final K wanted) {
		final Future<V> ahead = wanted.equals(key) ? value : null;
		drop();
		if (ahead == null) return reader.apply(wanted);
		try {
			final V read = ahead.get();
			// Where memory had no room then, there is now.
			return read == null ? reader.apply(wanted) : read;
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof RuntimeException failure) throw failure;
			throw new CompletionException(e.getCause());
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CompletionException(e);
		}
	}

	/** Begins to read. Does nothing if it is being read already. */
	void begin(final K next) {
		if (next.equals(key)) return;
		drop();
		key = next;
		value = thread.submit(() -> bytes.applyAsLong(next) < free() ? reader.apply(next) : null);
	}

	/** Drops what is read ahead. */
	void drop() {
		key = null;
		value = null;
	}

	private static long free() {
		final Runtime runtime = Runtime.getRuntime();
		return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
	}

	@Override
	public void close() {
		drop();
		thread.shutdown();
	}
}
