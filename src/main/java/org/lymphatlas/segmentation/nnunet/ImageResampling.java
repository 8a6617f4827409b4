package org.lymphatlas.segmentation.nnunet;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.lymphatlas.network.nnunet.NnunetPlan.ResamplingRule;
import org.lymphatlas.task.Cancellation;
import org.lymphatlas.volume.AxisResampling;
import org.scijava.task.Task;

/**
 * nnU-Net's {@code resample_data_or_seg_to_shape} for images: a spline in all three axes, or in the plane and apart along
 * the coarse axis; clipped to the range that the image had, in the latter case that each slice had. Linear in the voxels;
 * parallel; needs, besides source and result, the image resampled in the plane only.
 */
final class ImageResampling {

	/** Reads a line of the source. */
	@FunctionalInterface
	interface Lines {

		/** Values at {@code count} places from {@code start} on, so far apart, to an array. */
		void read(int start, int stride, int count, float[] to, int at);
	}

	private final AxisResampling slow;
	private final AxisResampling rows;
	private final AxisResampling columns;
	private final boolean clipSlices;
	private final boolean clipAll;
	private final Frame source;
	private final Frame target;

	private ImageResampling(final ResamplingRule rule, final int separate, final Frame source, final int[] to) {
		final int slowest = Math.max(0, separate);
		final int[] order = IntStream.concat(IntStream.of(slowest), IntStream.range(0, 3).filter(a -> a != slowest))
			.toArray();
		this.source = source.permuted(order);
		target = Frame.contiguous(to).permuted(order);
		slow = axis(0, separate < 0 ? rule.order() : rule.orderZ());
		rows = axis(1, rule.order());
		columns = axis(2, rule.order());
		clipSlices = separate >= 0 && rule.order() == 3;
		clipAll = separate < 0 && rule.order() == 3;
	}

	private AxisResampling axis(final int a, final int order) {
		return new AxisResampling(source.size()[a], target.size()[a], order);
	}

	/**
	 * @param source where the image's voxels lie in its array, network axes
	 * @param fromMm spacing of the image, network axes
	 * @param to size of the result
	 * @param toMm spacing of the result
	 * @return the resampled image, axis 2 fastest
	 */
	static float[] resample(final Lines image, final Frame source, final double[] fromMm, final int[] to,
		final double[] toMm, final ResamplingRule rule, final Task task)
	{
		if (Arrays.equals(source.size(), to)) return copy(image, source);
		return new ImageResampling(rule, ResamplingAxes.separate(rule, fromMm, toMm).orElse(-1), source, to).run(image,
			task);
	}

	private static float[] copy(final Lines image, final Frame source) {
		final int[] n = source.size();
		final float[] values = new float[n[0] * n[1] * n[2]];
		IntStream.range(0, n[0] * n[1]).parallel().forEach(row -> image.read(source.index(row / n[1], row % n[1], 0), source
			.stride()[2], n[2], values, row * n[2]));
		return values;
	}

	/** Least and largest value. */
	private record Range(float min, float max) {

		static Range of(final float[] values, final int from, final int to) {
			float min = Float.POSITIVE_INFINITY, max = Float.NEGATIVE_INFINITY;
			for (int i = from; i < to; i++) {
				min = Math.min(min, values[i]);
				max = Math.max(max, values[i]);
			}
			return new Range(min, max);
		}

		Range and(final Range o) {
			return new Range(Math.min(min, o.min), Math.max(max, o.max));
		}

		void clip(final float[] values) {
			for (int i = 0; i < values.length; i++)
				values[i] = Math.max(min, Math.min(max, values[i]));
		}
	}

	private float[] run(final Lines image, final Task task) {
		final int plane = rows.to() * columns.to();
		final float[][] slices = new float[slow.from()][];
		final Range range = IntStream.range(0, slow.from()).parallel().mapToObj(s -> {
			Cancellation.check(task);
			slices[s] = new float[plane];
			return inPlane(image, s, slices[s]);
		}).toList().stream().reduce(Range::and).orElseThrow();
		final float[] result = new float[plane * slow.to()];
		IntStream.range(0, rows.to()).parallel().forEach(row -> {
			Cancellation.check(task);
			alongSlow(slices, row, range, result);
		});
		return result;
	}

	/** Resamples one slice, whose range before that is returned. */
	private Range inPlane(final Lines image, final int s, final float[] slice) {
		final int nj = rows.from(), nk = columns.from(), mj = rows.to();
		final float[] read = new float[(nj + 2 * rows.margin()) * nk];
		final int first = rows.margin() * nk;
		for (int j = 0; j < nj; j++)
			image.read(source.index(s, j, 0), source.stride()[2], nk, read, first + j * nk);
		final Range range = Range.of(read, first, first + nj * nk);
		float[] byRows = read;
		int at = first;
		if (!rows.isIdentity()) {
			byRows = new float[mj * nk];
			at = 0;
			rows.apply(read, nk, byRows);
		}
		final float[] byColumns = new float[(nk + 2 * columns.margin()) * mj];
		transpose(byRows, at, mj, nk, byColumns, columns.margin() * mj);
		if (columns.isIdentity()) transpose(byColumns, columns.margin() * mj, nk, mj, slice, 0);
		else {
			final float[] resampled = new float[columns.to() * mj];
			columns.apply(byColumns, mj, resampled);
			transpose(resampled, 0, columns.to(), mj, slice, 0);
		}
		if (clipSlices) range.clip(slice);
		return range;
	}

	/** One row of all slices. */
	private void alongSlow(final float[][] slices, final int row, final Range range, final float[] result) {
		final int width = columns.to();
		final float[] stack = new float[(slow.from() + 2 * slow.margin()) * width];
		for (int s = 0; s < slow.from(); s++)
			System.arraycopy(slices[s], row * width, stack, (s + slow.margin()) * width, width);
		final float[] resampled = new float[slow.to() * width];
		if (slow.isIdentity()) System.arraycopy(stack, slow.margin() * width, resampled, 0, resampled.length);
		else slow.apply(stack, width, resampled);
		if (clipAll) range.clip(resampled);
		for (int s = 0; s < slow.to(); s++)
			for (int x = 0, i = target.index(s, row, 0); x < width; x++, i += target.stride()[2])
				result[i] = resampled[s * width + x];
	}

	/** @param height rows of {@code from}, of {@code width} values each */
	private static void transpose(final float[] from, final int fromAt, final int height, final int width,
		final float[] to, final int toAt)
	{
		final int block = 32;
		for (int y0 = 0; y0 < height; y0 += block)
			for (int x0 = 0; x0 < width; x0 += block)
				for (int x = x0; x < Math.min(width, x0 + block); x++)
					for (int y = y0; y < Math.min(height, y0 + block); y++)
						to[toAt + x * height + y] = from[fromAt + y * width + x];
	}
}
