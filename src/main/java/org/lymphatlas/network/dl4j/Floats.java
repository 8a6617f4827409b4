package org.lymphatlas.network.dl4j;

import java.util.Arrays;

/** Simple arithmetic on whole arrays. */
final class Floats {

	private Floats() {
	}

	static void copy(final DeviceArray source, final DeviceArray target) {
		Threads.forChunks(source.length(), () -> {
			final float[] scratch = Threads.chunk(source.length());
			return (from, n) -> copy(source, from, target, from, n, scratch);
		});
	}

	/** Copies a range through a scratch array. */
	static void copy(final DeviceArray source, final int sourceFrom, final DeviceArray target, final int targetFrom,
			final int count, final float[] scratch) {
		for (int done = 0; done < count; done += scratch.length) {
			final int n = Math.min(scratch.length, count - done);
			source.get(sourceFrom + done, scratch, 0, n);
			target.put(targetFrom + done, scratch, 0, n);
		}
	}

	/** target += term. */
	static void addTo(final DeviceArray target, final DeviceArray term) {
		Threads.forChunks(target.length(), () -> {
			final float[] a = Threads.chunk(target.length());
			final float[] b = Threads.chunk(target.length());
			return (from, n) -> {
				target.get(from, a, 0, n);
				term.get(from, b, 0, n);
				for (int i = 0; i < n; i++) {
					a[i] += b[i];
				}
				target.put(from, a, 0, n);
			};
		});
	}

	static void fill(final DeviceArray target, final int from, final int count, final float value) {
		final float[] chunk = Threads.chunk(count);
		Arrays.fill(chunk, value);
		for (int done = 0; done < count; done += chunk.length) {
			target.put(from + done, chunk, 0, Math.min(chunk.length, count - done));
		}
	}

	/** The sum of squares. */
	static double squaredNorm(final DeviceArray array) {
		final float[] chunk = new float[Threads.CHUNK];
		double sum = 0;
		for (int from = 0; from < array.length(); from += chunk.length) {
			final int n = Math.min(chunk.length, array.length() - from);
			array.get(from, chunk, 0, n);
			for (int i = 0; i < n; i++) {
				sum += (double) chunk[i] * chunk[i];
			}
		}
		return sum;
	}
}
