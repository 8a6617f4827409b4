package org.lymphatlas.volume.io;

import java.util.Locale;
import java.util.function.Supplier;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/** Predicts whether a volume fits in the heap, before it is allocated. */
final class Memory {

	private static final long MIB = 1 << 20;

	private Memory() {}

	/**
	 * Allocates a volume if it fits.
	 *
	 * @throws InputException saying how much is needed and free, if it does not
	 */
	static <T> T allocate(final String name, final Grid grid, final int bytesPerVoxel, final Supplier<T> allocation) {
		final long needed = (long) grid.voxels() * bytesPerVoxel;
		// Garbage counts as used until it is collected: only then is it known that there is no room.
		if (needed > free()) System.gc();
		if (needed > free()) throw tooLarge(name, grid, needed, null);
		try {
			return allocation.get();
		}
		catch (final OutOfMemoryError e) {
			throw tooLarge(name, grid, needed, e);
		}
	}

	private static InputException tooLarge(final String name, final Grid grid, final long needed, final Throwable cause) {
		return new InputException(String.format(Locale.ROOT,
			"%s: its %s voxels need %d MB of memory and %d MB are free; give Java more (-Xmx, in Fiji Edit > Options > " +
				"Memory & Threads) or crop or downsample the image", name, grid, needed / MIB + 1, free() / MIB), cause);
	}

	private static long free() {
		final Runtime runtime = Runtime.getRuntime();
		return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
	}
}
