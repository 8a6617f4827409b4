package org.lymphatlas.network.dl4j;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** As many threads as OMP_NUM_THREADS says, else one a core, for ND4J's kernels and ours alike. */
final class Threads {

	/** Values that a kernel copies to the heap at a time. */
	static final int CHUNK = 8192;

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
		final int strands = Math.min(n, COUNT);
		IntStream.range(0, strands).parallel().forEach(strand -> {
			for (int i = strand; i < n; i += strands) {
				body.accept(i);
			}
		});
	}

	/** Work on a range of values. */
	interface RangeBody {
		void accept(int from, int count);
	}

	/** Cuts 0 to length - 1 into chunks of {@link #CHUNK} and runs the body on them in parallel. */
	static void forChunks(final int length, final RangeBody body) {
		forEach((length + CHUNK - 1) / CHUNK, c -> {
			final int from = c * CHUNK;
			body.accept(from, Math.min(CHUNK, length - from));
		});
	}
}
