package org.lymphatlas.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Watches the memory of this process, natives included, ten times a second until closed: the resident set where
 * {@code /proc} tells it (Linux), else the used Java heap.
 */
final class PeakMemory implements AutoCloseable {

	private static final Path STATM = Path.of("/proc/self/statm");
	private static final long PAGE_BYTES = 4096;
	private static final long PERIOD_MS = 100;

	private final Timer timer = new Timer("LymphAtlas memory", true);
	private long peakBytes;

	PeakMemory() {
		sample();
		timer.schedule(new TimerTask() {

			@Override
			public void run() {
				sample();
			}
		}, PERIOD_MS, PERIOD_MS);
	}

	private synchronized void sample() {
		peakBytes = Math.max(peakBytes, currentBytes());
	}

	static long currentBytes() {
		try {
			return Long.parseLong(Files.readString(STATM).split(" ")[1]) * PAGE_BYTES;
		}
		catch (final IOException e) {
			return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
		}
	}

	synchronized double peakMb() {
		sample();
		return peakBytes / 1e6;
	}

	@Override
	public void close() {
		timer.cancel();
	}
}
