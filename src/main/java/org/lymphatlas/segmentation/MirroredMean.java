package org.lymphatlas.segmentation;

import java.util.stream.IntStream;

/** The mean of what a network says about a tile and its mirror images, each turned back. */
final class MirroredMean {

	private final int[] patch;
	private final int passes;
	private float[] mean;

	/** @param passes how many times the network looks at the tile */
	MirroredMean(final int[] patch, final int passes) {
		this.patch = patch;
		this.passes = passes;
	}

	/**
	 * Adds some slices of one pass.
	 *
	 * @param mirroring axes along which the network saw the tile reversed, bit 0 for the first
	 * @param firstSlice first of the slices, counted in what the network saw
	 * @param depth number of slices
	 * @param slab values output by output, each slice by slice
	 */
	void add(final int mirroring, final int firstSlice, final int depth, final float[] slab) {
		final int plane = patch[1] * patch[2], outputs = slab.length / depth / plane;
		if (mean == null) mean = new float[outputs * patch[0] * plane];
		IntStream.range(0, outputs * depth).parallel().forEach(k -> {
			final int seen = firstSlice + k % depth, z = (mirroring & 1) != 0 ? patch[0] - 1 - seen : seen;
			final int to = (k / depth * patch[0] + z) * plane;
			for (int y = 0; y < patch[1]; y++) {
				final int from = k * plane + ((mirroring & 2) != 0 ? patch[1] - 1 - y : y) * patch[2], row = to + y * patch[2];
				if ((mirroring & 4) != 0) for (int x = 0; x < patch[2]; x++)
					mean[row + x] += slab[from + patch[2] - 1 - x];
				else for (int x = 0; x < patch[2]; x++)
					mean[row + x] += slab[from + x];
			}
		});
	}

	/** The mean of all passes, output by output. */
	float[] values() {
		IntStream.range(0, mean.length / patch[2]).parallel().forEach(row -> {
			for (int i = row * patch[2]; i < (row + 1) * patch[2]; i++)
				mean[i] /= passes;
		});
		return mean;
	}
}
