package org.lymphatlas.segmentation;

import java.util.stream.IntStream;

/**
 * Weighted sums of overlapping tiles that come in the order of their first axis. A slice that no later tile touches is
 * divided by its weight, handed on and forgotten, so that no more slices are held than a tile is high. Not thread-safe;
 * itself parallel over slices.
 */
final class OverlapAdd {

	private final int[] image;
	private final int[] patch;
	private final float[] importance;
	private final float[][] sums;
	private final float[][] weights;
	private int finished;

	/**
	 * @param image voxels along each axis
	 * @param patch size of a tile
	 */
	OverlapAdd(final int[] image, final int[] patch) {
		this.image = image;
		this.patch = patch;
		importance = ImportanceMap.of(patch);
		sums = new float[image[0]][];
		weights = new float[image[0]][];
	}

	/** Counts a tile's weights; once for each tile, however often values are added for it. */
	void weigh(final Tile tile) {
		slices(tile, 0, patch[0]).forEach(z -> {
			if (weights[z] == null) weights[z] = new float[image[1] * image[2]];
			for (int y = tile.first(1); y < tile.end(1, image); y++)
				for (int x = tile.first(2), i = y * image[2] + x, w = place(tile, z, y, x); x < tile.end(2, image); x++)
					weights[z][i++] += importance[w++];
		});
	}

	/**
	 * Adds the network's values for some slices of a tile.
	 *
	 * @param mirroring axes along which the network saw the tile reversed, bit 0 for the first
	 * @param factor of the values
	 * @param firstSlice first of the slices, counted in what the network saw
	 * @param depth number of slices
	 * @param slab values output by output, each slice by slice
	 */
	void add(final Tile tile, final int mirroring, final float factor, final int firstSlice, final int depth,
		final float[] slab)
	{
		final int plane = patch[1] * patch[2], outputs = slab.length / depth / plane, imagePlane = image[1] * image[2];
		final boolean flipZ = (mirroring & 1) != 0, flipY = (mirroring & 2) != 0, flipX = (mirroring & 4) != 0;
		final int start = flipZ ? patch[0] - firstSlice - depth : firstSlice;
		slices(tile, start, start + depth).forEach(z -> {
			if (sums[z] == null) sums[z] = new float[outputs * imagePlane];
			final int inTile = z - tile.start()[0], seen = (flipZ ? patch[0] - 1 - inTile : inTile) - firstSlice;
			final int x0 = tile.first(2) - tile.start()[2], width = tile.end(2, image) - tile.first(2);
			for (int c = 0; c < outputs; c++)
				for (int y = tile.first(1); y < tile.end(1, image); y++) {
					final int row = y - tile.start()[1];
					final int from = (c * depth + seen) * plane + (flipY ? patch[1] - 1 - row : row) * patch[2];
					final int to = c * imagePlane + y * image[2] + tile.first(2);
					final int w = (inTile * patch[1] + row) * patch[2] + x0;
					if (flipX) for (int k = 0; k < width; k++)
						sums[z][to + k] += factor * importance[w + k] * slab[from + patch[2] - 1 - x0 - k];
					else for (int k = 0; k < width; k++)
						sums[z][to + k] += factor * importance[w + k] * slab[from + x0 + k];
				}
		});
	}

	private int place(final Tile tile, final int z, final int y, final int x) {
		return ((z - tile.start()[0]) * patch[1] + y - tile.start()[1]) * patch[2] + x - tile.start()[2];
	}

	/** Slices of the image that lie in a range of the tile's. */
	private IntStream slices(final Tile tile, final int from, final int to) {
		return IntStream.range(Math.max(tile.first(0), tile.start()[0] + from), Math.min(tile.end(0, image), tile.start()[0] +
			to)).parallel();
	}

	/** Hands on the slices before the given one, in order; those in which no tile lies are left out. */
	void finish(final int before, final LogitSlices slices) {
		for (; finished < Math.min(before, image[0]); finished++) {
			if (sums[finished] == null) continue;
			final float[] logits = sums[finished], weight = weights[finished];
			IntStream.range(0, logits.length / image[2]).parallel().forEach(row -> {
				final int from = row * image[2], weightFrom = from % weight.length;
				for (int x = 0; x < image[2]; x++)
					logits[from + x] /= weight[weightFrom + x];
			});
			sums[finished] = null;
			weights[finished] = null;
			slices.accept(finished, logits);
		}
	}
}
