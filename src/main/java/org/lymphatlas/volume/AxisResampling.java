package org.lymphatlas.volume;

/**
 * Resampling along one axis, voxel corner to voxel corner, edges repeated: what {@code scipy.ndimage.zoom} with
 * {@code grid_mode=True, mode='nearest'} does along each axis. Works on rows, a value at a time of every row, so that the
 * inner loops run over neighbours in memory. Order 3 is the cubic B-spline with its exact prefilter (Unser, IEEE Signal
 * Processing Magazine 16(6), 1999, box 2), the line continued by its end values without limit.
 */
public final class AxisResampling {

	private static final double POLE = Math.sqrt(3) - 2;
	private static final float GAIN = 6;

	private final int from;
	private final int to;
	private final int order;
	private final int[] taps;
	private final float[] weights;

	/**
	 * @param from values before
	 * @param to values after
	 * @param order 0, 1 or 3
	 */
	public AxisResampling(final int from, final int to, final int order) {
		if (order != 0 && order != 1 && order != 3) throw new IllegalArgumentException("Spline of order " + order);
		this.from = from;
		this.to = to;
		this.order = order;
		taps = new int[to * tapsPerValue()];
		weights = new float[taps.length];
		for (int i = 0; i < to; i++)
			place(i, (double) from / to * (i + 0.5) - 0.5);
	}

	private int tapsPerValue() {
		return order + 1;
	}

	private void place(final int i, final double at) {
		final int first = i * tapsPerValue();
		switch (order) {
			case 0 -> {
				taps[first] = Math.max(0, Math.min(from - 1, (int) Math.floor(at + 0.5)));
				weights[first] = 1;
			}
			case 1 -> {
				final double inside = Math.max(0, Math.min(from - 1, at));
				taps[first] = (int) inside;
				taps[first + 1] = Math.min(from - 1, taps[first] + 1);
				weights[first + 1] = (float) (inside - taps[first]);
				weights[first] = 1 - weights[first + 1];
			}
			default -> {
				final int below = (int) Math.floor(at);
				final double t = at - below;
				for (int k = 0; k < 4; k++)
					taps[first + k] = below - 1 + k + margin();
				weights[first] = (float) ((1 - t) * (1 - t) * (1 - t) / 6);
				weights[first + 1] = (float) ((4 - 6 * t * t + 3 * t * t * t) / 6);
				weights[first + 2] = (float) ((1 + 3 * t + 3 * t * t - 3 * t * t * t) / 6);
				weights[first + 3] = (float) (t * t * t / 6);
			}
		}
	}

	/** Does it change nothing? */
	public boolean isIdentity() {
		return from == to;
	}

	public int from() {
		return from;
	}

	public int to() {
		return to;
	}

	/** Rows of scratch before the first and after the last. */
	public int margin() {
		return order == 3 ? 2 : 0;
	}

	/** For orders 0 and 1: the voxel before position i. */
	public int lower(final int i) {
		return taps[i * tapsPerValue()];
	}

	/** For orders 0 and 1: the voxel behind position i, or the same at the end. */
	public int upper(final int i) {
		return taps[i * tapsPerValue() + order];
	}

	/** For orders 0 and 1: the share of {@link #upper} at position i. */
	public float share(final int i) {
		return order == 0 ? 0 : weights[2 * i + 1];
	}

	/**
	 * @param rows {@link #from} rows behind {@link #margin} rows and before as many; overwritten
	 * @param width values of a row
	 * @param result receives {@link #to} rows
	 */
	public void apply(final float[] rows, final int width, final float[] result) {
		if (order == 3) toCoefficients(rows, width);
		final int count = tapsPerValue();
		for (int i = 0; i < to; i++) {
			final int out = i * width;
			for (int k = 0; k < count; k++) {
				final int in = taps[i * count + k] * width;
				final float weight = weights[i * count + k];
				if (k == 0) for (int x = 0; x < width; x++)
					result[out + x] = weight * rows[in + x];
				else for (int x = 0; x < width; x++)
					result[out + x] += weight * rows[in + x];
			}
		}
	}

	/** The spline's coefficients at the rows and in the margins. */
	private void toCoefficients(final float[] rows, final int width) {
		final float z = (float) POLE, rest = (float) (GAIN / (1 - POLE));
		final int first = 2 * width, last = (from + 1) * width;
		for (int x = 0; x < width; x++) {
			rows[x] = rows[width + x] = rest * rows[first + x];
			rows[last + 2 * width + x] = rest * rows[last + x];
		}
		for (int i = first; i <= last; i += width)
			for (int x = i; x < i + width; x++)
				rows[x] = GAIN * rows[x] + z * rows[x - width];
		final float constant = (float) (-POLE / (1 - POLE)), decaying = (float) (-POLE / (1 - POLE * POLE));
		for (int x = last; x < last + width; x++) {
			final float beyond = rows[x + 2 * width], difference = rows[x] - beyond;
			rows[x] = constant * beyond + decaying * difference;
			rows[x + width] = constant * beyond + decaying * z * difference;
			rows[x + 2 * width] = constant * beyond + decaying * z * z * difference;
		}
		for (int i = last - width; i >= 0; i -= width)
			for (int x = i; x < i + width; x++)
				rows[x] = z * (rows[x + width] - rows[x]);
	}
}
