package org.lymphatlas.pipeline;

import com.sun.management.OperatingSystemMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** How much memory a network may take beside Java's heap. */
final class FreeMemory {

	private static final Path MEMINFO = Path.of("/proc/meminfo");
	private static final String AVAILABLE = "MemAvailable:";
	/** What JavaCPP lets the whole process have, as a share of the heap's largest size; it refuses more. */
	private static final String LIMIT = "org.bytedeco.javacpp.maxphysicalbytes";
	private static final double DEFAULT_LIMIT = 4;
	/** The heap of a training holds batches, not cases; it does not grow to all that it may. */
	private static final long HEAP_GROWTH = 1_500_000_000;

	private FreeMemory() {}

	/** Bytes that are free now and that the process may take, less what Java's heap may still need. */
	static long bytes() {
		final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		final Runtime runtime = Runtime.getRuntime();
		final long growth = Math.min(HEAP_GROWTH, runtime.maxMemory() - runtime.totalMemory());
		final long free = Math.min(available(system), system.getTotalMemorySize());
		final long allowed = limit(System.getProperty(LIMIT), runtime.maxMemory()) - PeakMemory.currentBytes();
		return Math.max(0, Math.min(free, allowed) - growth);
	}

	/** On Linux the file cache counts as free, since it makes room. */
	private static long available(final OperatingSystemMXBean system) {
		try {
			return Files.readAllLines(MEMINFO).stream().filter(line -> line.startsWith(AVAILABLE)).mapToLong(line -> 1024 * Long
				.parseLong(line.substring(AVAILABLE.length()).replace("kB", "").strip())).findFirst().orElseGet(
					system::getFreeMemorySize);
		}
		catch (final IOException e) {
			return system.getFreeMemorySize();
		}
	}

	/** The limit as JavaCPP reads it: bytes, with k, m, g or t, or percent of the heap; 0 for none. */
	static long limit(final String value, final long heapBytes) {
		if (value == null || value.isBlank()) return (long) (DEFAULT_LIMIT * heapBytes);
		final String digits = value.strip().replaceAll("[^0-9].*$", "");
		if (digits.isEmpty()) return Long.MAX_VALUE;
		final String unit = value.strip().substring(digits.length()).strip().toLowerCase(Locale.ROOT);
		final double factor = switch (unit.isEmpty() ? ' ' : unit.charAt(0)) {
			case '%' -> heapBytes / 100.0;
			case 'k' -> 1L << 10;
			case 'm' -> 1L << 20;
			case 'g' -> 1L << 30;
			case 't' -> 1L << 40;
			default -> 1;
		};
		final double bytes = Double.parseDouble(digits) * factor;
		return bytes == 0 ? Long.MAX_VALUE : (long) bytes;
	}
}
