package org.lymphatlas.training.augmentation;

import java.util.Arrays;
import java.util.List;

import org.lymphatlas.training.augmentation.ConvolutionNet.Layer;

/**
 * Runs a {@link ConvolutionNet} slice by slice, each layer one slice behind the layer before, so that only three slices of
 * every layer are kept. A slice has a border of zeros and is convolved as one long row in blocks: what a block's voxels
 * see through each tap of the kernel is copied side by side first, since the virtual machine vectorises sums of arrays
 * only where all have the same index (five times as fast, copies included). What falls into the border becomes zero again.
 */
final class ConvolutionSlices {

	private static final int KEPT = 3;
	private static final int BLOCK = 1024;

	private final List<Layer> layers;
	private final int nz;
	private final int ny;
	private final int nx;
	private final int width;
	private final int begin;
	private final int end;
	/** Of the image and of each layer's output: channel, slice modulo 3, voxel. */
	private final float[][][][] kept;
	private final float[][] seen;
	private final float[][] sums;

	ConvolutionSlices(final List<Layer> layers, final int[] sizeZyx) {
		this.layers = layers;
		nz = sizeZyx[0];
		ny = sizeZyx[1];
		nx = sizeZyx[2];
		width = nx + 2;
		begin = width + 1;
		end = (ny + 1) * width - 1;
		kept = new float[layers.size() + 1][][][];
		for (int l = 0; l < kept.length; l++)
			kept[l] = new float[l == 0 ? 1 : layers.get(l - 1).out()][KEPT][(ny + 2) * width];
		seen = new float[layers.stream().mapToInt(Layer::taps).max().orElseThrow()][BLOCK];
		sums = new float[layers.stream().mapToInt(Layer::out).max().orElseThrow()][BLOCK];
	}

	float[] run(final float[] image) {
		final float[] result = new float[image.length];
		final int last = layers.size();
		for (int step = 0; step < nz + last; step++) {
			for (int l = 0; l <= last; l++) {
				final int z = step - l;
				if (z < 0 || z >= nz) continue;
				if (l == 0) copyRows(image, z * ny * nx, nx, kept[0][0][z % KEPT], begin, width);
				else convolve(l, z);
				if (l == last) copyRows(kept[l][0][z % KEPT], begin, width, result, z * ny * nx, nx);
			}
		}
		return result;
	}

	private void copyRows(final float[] from, final int fromAt, final int fromStride, final float[] to, final int toAt,
		final int toStride)
	{
		for (int y = 0; y < ny; y++)
			System.arraycopy(from, fromAt + y * fromStride, to, toAt + y * toStride, nx);
	}

	/** Slice z of a layer's output. */
	private void convolve(final int l, final int z) {
		final Layer layer = layers.get(l - 1);
		for (int from = begin; from < end; from += BLOCK) {
			final int count = Math.min(BLOCK, end - from);
			gather(kept[l - 1], layer.kernel() / 2, z, from, count);
			sumTaps(layer, count);
			for (int o = 0; o < layer.out(); o++) {
				if (l < layers.size()) activate(sums[o], count);
				System.arraycopy(sums[o], 0, kept[l][o][z % KEPT], from, count);
			}
		}
		for (final float[][] channel : kept[l])
			for (int i = width; i < end; i += width)
				channel[z % KEPT][i] = channel[z % KEPT][i + width - 1] = 0;
	}

	/** What voxels of a block see through each tap: input channel, z, y, x of the kernel. */
	private void gather(final float[][][] input, final int radius, final int z, final int from, final int count) {
		int tap = 0;
		for (final float[][] channel : input) {
			for (int dz = -radius; dz <= radius; dz++) {
				final boolean inside = z + dz >= 0 && z + dz < nz;
				for (int dy = -radius; dy <= radius; dy++) {
					for (int dx = -radius; dx <= radius; dx++, tap++) {
						if (inside) System.arraycopy(channel[(z + dz) % KEPT], from + dy * width + dx, seen[tap], 0, count);
						else Arrays.fill(seen[tap], 0, count, 0);
					}
				}
			}
		}
	}

	/** Four taps at a time (one more and the loop is no longer vectorised), for all outputs while they are at hand. */
	private void sumTaps(final Layer layer, final int count) {
		final int taps = layer.taps();
		final float[] w = layer.weights();
		for (int o = 0; o < layer.out(); o++)
			Arrays.fill(sums[o], 0, count, layer.shifts()[o]);
		int t = 0;
		for (; t + 4 <= taps; t += 4)
			for (int o = 0, i = t; o < layer.out(); o++, i += taps)
				add(sums[o], seen[t], w[i], seen[t + 1], w[i + 1], seen[t + 2], w[i + 2], seen[t + 3], w[i + 3], count);
		for (; t < taps; t++)
			for (int o = 0; o < layer.out(); o++)
				add(sums[o], seen[t], w[o * taps + t], count);
	}

	private static void add(final float[] sums, final float[] a, final float wa, final float[] b, final float wb,
		final float[] c, final float wc, final float[] d, final float wd, final int count)
	{
		for (int i = 0; i < count; i++)
			sums[i] += wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i];
	}

	private static void add(final float[] sums, final float[] a, final float wa, final int count) {
		for (int i = 0; i < count; i++)
			sums[i] += wa * a[i];
	}

	private static void activate(final float[] values, final int count) {
		for (int i = 0; i < count; i++)
			values[i] = Math.max(values[i], ConvolutionNet.SLOPE * values[i]);
	}
}
