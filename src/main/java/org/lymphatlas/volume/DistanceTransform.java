package org.lymphatlas.volume;

/**
 * Exact Euclidean distances by lower envelopes of parabolas, one axis after the other (Felzenszwalb and Huttenlocher,
 * Theory of Computing 8:415, 2012). Linear in the number of voxels; parallel.
 */
public final class DistanceTransform {

	private DistanceTransform() {}

	/**
	 * @return per voxel the squared distance in mm^2 from its centre to the nearest centre of a voxel that is set (0 where
	 *         set); positive infinity everywhere if none is
	 */
	public static float[] squaredMm(final Mask mask) {
		final float[] squared = new float[mask.values().length];
		alongX(mask, squared);
		envelopes(squared, mask.grid(), 1);
		envelopes(squared, mask.grid(), 2);
		return squared;
	}

	private static void alongX(final Mask mask, final float[] squared) {
		final byte[] set = mask.values();
		final int nx = mask.grid().nx();
		final double spacing = mask.grid().spacing(0);
		final Lines lines = Lines.along(0, mask.grid());
		lines.forEachChunk(chunk -> {
			for (int line = 0; line < lines.linesInChunk(); line++) {
				final int start = lines.start(chunk, line);
				double distance = Double.POSITIVE_INFINITY;
				for (int x = 0; x < nx; x++) {
					distance = set[start + x] != 0 ? 0 : distance + spacing;
					squared[start + x] = (float) (distance * distance);
				}
				distance = Double.POSITIVE_INFINITY;
				for (int x = nx - 1; x >= 0; x--) {
					distance = set[start + x] != 0 ? 0 : distance + spacing;
					squared[start + x] = Math.min(squared[start + x], (float) (distance * distance));
				}
			}
		});
	}

	private static void envelopes(final float[] squared, final Grid grid, final int axis) {
		final Lines lines = Lines.along(axis, grid);
		final int n = lines.length();
		if (n == 1) return;
		lines.forEachChunk(chunk -> {
			final Envelope envelope = new Envelope(n, grid.spacing(axis));
			for (int line = 0; line < lines.linesInChunk(); line++)
				envelope.replace(squared, lines.start(chunk, line), lines.stride());
		});
	}

	/** The lower envelope of the parabolas that stand on one line's voxels; buffers are used again for each line. */
	private static final class Envelope {

		private final int n;
		private final double spacingSquared;
		private final double[] height;
		private final int[] site;
		private final double[] from;

		Envelope(final int n, final double spacing) {
			this.n = n;
			spacingSquared = spacing * spacing;
			height = new double[n];
			site = new int[n];
			from = new double[n];
		}

		void replace(final float[] values, final int start, final int stride) {
			int last = -1;
			for (int q = 0; q < n; q++) {
				height[q] = values[start + q * stride];
				if (height[q] == Double.POSITIVE_INFINITY) continue;
				double crossing = Double.NEGATIVE_INFINITY;
				while (last >= 0 && (crossing = crossing(site[last], q)) <= from[last])
					last--;
				last++;
				site[last] = q;
				from[last] = last == 0 ? Double.NEGATIVE_INFINITY : crossing;
			}
			if (last < 0) return;
			int k = 0;
			for (int q = 0; q < n; q++) {
				while (k < last && from[k + 1] < q)
					k++;
				final double steps = q - site[k];
				values[start + q * stride] = (float) (spacingSquared * steps * steps + height[site[k]]);
			}
		}

		/** Where the parabola on q falls below the one on p < q, in voxels. */
		private double crossing(final int p, final int q) {
			return 0.5 * (p + q) + (height[q] - height[p]) / (2 * spacingSquared * (q - p));
		}
	}
}
