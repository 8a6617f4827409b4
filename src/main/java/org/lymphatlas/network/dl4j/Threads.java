package org.lymphatlas.network.dl4j;

import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** As many threads as OMP_NUM_THREADS says, else one a core, for ND4J's kernels and ours alike. */
final class Threads {

	/** Values that a kernel copies to the heap at a time. */
	static final int CHUNK = 2048;

	private static final int COUNT = count(System.getenv("OMP_NUM_THREADS"), Runtime.getRuntime().availableProcessors());

	private Threads() {
	}

	static int count() {
		return COUNT;
	}

	static int count(final String ompNumThreads, final int cores) {
		if (ompNumThreads != null && ompNumThreads.strip().matches("[1-9]\\d{0,3}")) {
			return Integer.parseInt(ompNumThreads.strip());
		}
		return cores;
	}

	/** Runs the body for 0 to n - 1, in any order, on at most {@link #count()} threads. */
	static void forEach(final int n, final IntConsumer body) {
		forEach(n, () -> body);
	}

	/** The same with a body a thread, which may keep arrays from call to call: new ones would be far from the core's caches. */
	static void forEach(final int n, final Supplier<IntConsumer> bodies) {
		final int strands = Math.min(n, COUNT);
		IntStream.range(0, strands).parallel().forEach(strand -> {
			final IntConsumer body = bodies.get();
			for (int i = strand; i < n; i += strands) {
				body.accept(i);
			}
		});
	}

	/** Room for a chunk of so many values. */
	static float[] chunk(final int length) {
		return new float[Math.min(length, CHUNK)];
	}

	/** Work on a range of values. */
	interface RangeBody {
		void accept(int from, int count);
	}

	/** Cuts 0 to length - 1 into chunks of {@link #CHUNK} and runs the bodies, one a thread, on them in parallel. */
	static void forChunks(final int length, final Supplier<RangeBody> bodies) {
		forEach((length + CHUNK - 1) / CHUNK, () -> {
			final RangeBody body = bodies.get();
			return c -> body.accept(c * CHUNK, Math.min(CHUNK, length - c * CHUNK));
		});
	}
}
