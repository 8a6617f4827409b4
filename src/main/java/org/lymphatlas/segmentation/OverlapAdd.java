package org.lymphatlas.segmentation;

import java.util.stream.IntStream;

/**
 * Weighted sums of overlapping tiles that come in the order of their first axis. A slice that no later tile touches is
 * divided by its weight, given away and forgotten, so that no more slices are held than a tile is high. Not thread-safe;
 * itself parallel over slices.
 */
final class OverlapAdd {

	private final int[] image;
	private final int[] patch;
	private final float[] importance;
	private final Precision precision;
	private final float[][] sums;
	private final float[][] weights;

	/**
	 * @param image voxels along each axis
	 * @param patch size of a tile
	 * @param importance weights of a tile's voxels
	 */
	OverlapAdd(final int[] image, final int[] patch, final float[] importance, final Precision precision) {
		this.image = image;
		this.patch = patch;
		this.importance = importance;
		this.precision = precision;
		sums = new float[image[0]][];
		weights = new float[image[0]][];
	}

	/**
	 * Adds the network's values for some slices of a tile.
	 *
	 * @param firstSlice first of the slices, counted in the tile
	 * @param depth number of slices
	 * @param slab values output by output, each slice by slice
	 */
	void add(final Tile tile, final int firstSlice, final int depth, final float[] slab) {
		final int plane = patch[1] * patch[2], outputs = slab.length / depth / plane, imagePlane = image[1] * image[2];
		final int x0 = tile.first(2) - tile.start()[2], width = tile.end(2, image) - tile.first(2);
		final int z0 = tile.start()[0] + firstSlice;
		IntStream.range(Math.max(0, z0), Math.min(image[0], z0 + depth)).parallel().forEach(z -> {
			if (sums[z] == null) sums[z] = new float[outputs * imagePlane];
			if (weights[z] == null) weights[z] = new float[imagePlane];
			for (int y = tile.first(1); y < tile.end(1, image); y++) {
				final int row = (y - tile.start()[1]) * patch[2] + x0, to = y * image[2] + tile.first(2);
				final int weight = (z - tile.start()[0]) * plane + row;
				for (int k = 0; k < width; k++)
					weights[z][to + k] += importance[weight + k];
				precision.round(weights[z], to, to + width);
				for (int c = 0; c < outputs; c++) {
					final int from = (c * depth + z - z0) * plane + row, at = c * imagePlane + to;
					for (int k = 0; k < width; k++)
						sums[z][at + k] += importance[weight + k] * slab[from + k];
					precision.round(sums[z], at, at + width);
				}
			}
		});
	}

	/** The mean logits of a slice to which nothing is added any more; {@code null} if no tile lies in it. */
	float[] take(final int slice) {
		if (sums[slice] == null) return null;
		final float[] logits = sums[slice], weight = weights[slice];
		IntStream.range(0, logits.length / image[2]).parallel().forEach(row -> {
			final int from = row * image[2], weightFrom = from % weight.length;
			for (int x = 0; x < image[2]; x++)
				logits[from + x] /= weight[weightFrom + x];
			precision.round(logits, from, from + image[2]);
		});
		sums[slice] = null;
		weights[slice] = null;
		return logits;
	}
}
