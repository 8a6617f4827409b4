package org.lymphatlas.registration;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a piece of work takes: wall time, CPU time with that of child processes, memory. CPU time and the children's
 * memory are read from Linux's /proc.
 */
final class ProcessMeter implements AutoCloseable {

	private static final double TICKS_PER_SECOND = 100;
	private static final int SAMPLE_MS = 20;

	private final long wallBegin = System.nanoTime();
	private final double cpuBegin = cpuSeconds();
	private final double heapBeginMb;
	private final Thread sampler = new Thread(this::sample, "memory of child processes");
	private volatile double childMb;
	private volatile boolean closed;

	/** Starts; Java's garbage is collected before, so that the heap's peak is this work's. */
	ProcessMeter() {
		System.gc();
		for (final MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans())
			pool.resetPeakUsage();
		heapBeginMb = heapPeakMb();
		sampler.setDaemon(true);
		sampler.start();
	}

	/**
	 * CPU time of Java and of its ended children in seconds.
	 *
	 * @return fields utime, stime, cutime and cstime of /proc/self/stat (proc(5)), in units of 10 ms
	 */
	static double cpuSeconds() {
		final String stat = read(Path.of("/proc/self/stat"));
		final String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
		double ticks = 0;
		for (int k = 11; k < 15; k++)
			ticks += Double.parseDouble(fields[k]);
		return ticks / TICKS_PER_SECOND;
	}

	double wallSeconds() {
		return (System.nanoTime() - wallBegin) * 1e-9;
	}

	double usedCpuSeconds() {
		return cpuSeconds() - cpuBegin;
	}

	/** Java's heap at its fullest, less what was in it before, and the largest resident child process. */
	double peakMb() {
		return heapPeakMb() - heapBeginMb + childMb;
	}

	private static double heapPeakMb() {
		return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
			.mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / 1048576.0;
	}

	private void sample() {
		while (!closed) {
			ProcessHandle.current().descendants().forEach(child -> childMb = Math.max(childMb, peakResidentMb(child.pid())));
			try {
				Thread.sleep(SAMPLE_MS);
			}
			catch (final InterruptedException e) {
				return;
			}
		}
	}

	private static double peakResidentMb(final long pid) {
		final Path status = Path.of("/proc/" + pid + "/status");
		try {
			return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM:")).mapToDouble(line -> Double
				.parseDouble(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
		}
		catch (final IOException ended) {
			return 0;
		}
	}

	private static String read(final Path file) {
		try {
			return Files.readString(file);
		}
		catch (final IOException e) {
			throw new IllegalStateException("CPU time of child processes is read from " + file + ", which needs Linux", e);
		}
	}

	@Override
	public void close() {
		closed = true;
		sampler.interrupt();
	}
}
