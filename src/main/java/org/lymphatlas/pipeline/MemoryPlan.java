package org.lymphatlas.pipeline;

import java.util.Locale;
import java.util.Optional;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/**
 * How much memory segmenting a CT takes, told before the start. Stages come one after the other, so the largest counts.
 * These are bytes in use: Java may hold more until it collects.
 *
 * @param javaBytes most bytes in use on Java's heap
 * @param nativeBytes most bytes in use outside it, by the network
 */
record MemoryPlan(long javaBytes, long nativeBytes) {

	/** Classes, atlas and model. */
	private static final long BASE = 120_000_000;
	private static final long REGISTRATION = 350_000_000;
	private static final int CT = 2;
	/** The mask (1), and while it is carried over its codes (2). */
	private static final int ANNOTATION = 3;
	/** HU, labels and the masks of the organ segmentation, on its own grid of 2 mm. */
	private static final int ORGANS_PER_VOXEL = 16;
	private static final double ORGANS_VOXEL_MM3 = 8;
	private static final long MAX_ORGANS_VOXELS = 40_000_000;
	/**
	 * Probability and atlas probability (4 each), hull and threshold (1 each), components (4), two maps of stations, and nodes
	 * (2 each).
	 */
	private static final int MAPS_PER_VOXEL = 20;

	/**
	 * @param ct the CT's grid
	 * @param predictionBytes what the prediction holds on Java's heap, the CT not counted
	 * @param networkBytes what the network takes outside it
	 */
	static MemoryPlan of(final Grid ct, final long predictionBytes, final long networkBytes) {
		final double volume = ct.voxels() * ct.voxelVolumeMm3();
		final long maps = (long) ct.voxels() * MAPS_PER_VOXEL;
		return new MemoryPlan(BASE + (long) ct.voxels() * CT + Math.max(registration(volume), Math.max(predictionBytes, maps)),
			networkBytes);
	}

	/** Most bytes on the heap while a CT and its annotation are read, its organs are found and it is registered. */
	static long registrationBytes(final Grid ct) {
		return (long) ct.voxels() * (CT + ANNOTATION) + registration(ct.voxels() * ct.voxelVolumeMm3());
	}

	/**
	 * How many CTs can be worked on at once.
	 *
	 * @param wanted at most this many
	 * @param each bytes that one of them takes
	 * @param reference that they are registered to, which is held besides
	 * @return at least 1
	 */
	static int atOnce(final int wanted, final long each, final Optional<Grid> reference) {
		final long held = reference.map(grid -> (long) grid.voxels() * CT + registration(grid.voxels() * grid
			.voxelVolumeMm3())).orElse(0L);
		final long room = Runtime.getRuntime().maxMemory() - BASE - held;
		return (int) Math.max(1, Math.min(wanted, room / Math.max(1, each)));
	}

	private static long registration(final double volumeMm3) {
		return Math.max((long) Math.min(MAX_ORGANS_VOXELS, volumeMm3 / ORGANS_VOXEL_MM3) * ORGANS_PER_VOXEL, REGISTRATION);
	}

	/** @throws InputException if Java's heap cannot grow so far */
	void requireHeap() {
		final long available = Runtime.getRuntime().maxMemory();
		if (javaBytes > available) throw new InputException(String.format(Locale.ROOT,
			"This CT needs about %.1f GB of Java's heap, which may grow to %.1f GB: crop the CT to the chest, or give Java " +
				"more (-Xmx)", javaBytes / 1e9, available / 1e9));
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "about %.1f GB of memory (%.1f GB Java, %.1f GB network)", (javaBytes +
			nativeBytes) / 1e9, javaBytes / 1e9, nativeBytes / 1e9);
	}
}
