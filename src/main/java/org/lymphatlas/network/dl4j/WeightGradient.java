package org.lymphatlas.network.dl4j;

import org.bytedeco.javacpp.FloatPointer;

/** The gradient of a convolution's weights, channels last. */
final class WeightGradient {

	/** With fewer channels on a side, products of rows are too small for a library's call. */
	private static final int FEW_CHANNELS = 16;

	private final DeviceArray x;
	private final DeviceArray gradient;
	private final Axis z;
	private final Axis y;
	private final Axis row;
	private final int in;
	private final int out;

	/** @param axes z, y and x of the convolution */
	WeightGradient(final DeviceArray x, final DeviceArray gradient, final Axis[] axes) {
		this.x = x;
		this.gradient = gradient;
		z = axes[0];
		y = axes[1];
		row = axes[2];
		in = x.shape()[1];
		out = gradient.shape()[1];
	}

	/** Slabs of input planes; each has sums of its own. */
	void writeTo(final DeviceArray target) {
		final int planes = x.shape()[0] * z.inputs();
		final int slabs = WeightSums.slabs(x.length(), target.length(), planes);
		try (WeightSums sums = WeightSums.of(slabs, target.length())) {
			if (Math.min(in, out) < FEW_CHANNELS) {
				Threads.forEach(slabs, slab -> addGathered(sums, slab, slab * planes / slabs, (slab + 1) * planes / slabs));
			}
			else {
				Threads.forEach(slabs * z.taps(), task -> {
					final int slab = task / z.taps();
					addRows(sums, slab, task % z.taps(), slab * planes / slabs, (slab + 1) * planes / slabs);
				});
			}
			target.put(0, sums.total(in, out), 0, target.length());
		}
	}

	/** The output's plane that reads a plane of the input through a tap; -1 if there is none. */
	private int outputPlane(final int plane, final int tap) {
		final int outZ = z.output(plane % z.inputs(), tap);
		return outZ < 0 ? -1 : plane / z.inputs() * z.outputs() + outZ;
	}

	/** Each row of voxels, transposed, times a row of the output's gradient, for one plane of taps. */
	private void addRows(final WeightSums sums, final int slab, final int tapZ, final int from, final int to) {
		final int length = y.taps() * row.taps() * in * out;
		final FloatPointer c = sums.cleared(slab, tapZ * length, length);
		final long start = c.position();
		final FloatPointer a = x.pointer(0);
		final FloatPointer b = gradient.pointer(0);
		for (int plane = from; plane < to; plane++) {
			final int outPlane = outputPlane(plane, tapZ);
			for (int outY = 0; outPlane >= 0 && outY < y.outputs(); outY++) {
				final int outRow = (outPlane * y.outputs() + outY) * row.outputs();
				for (int tap = 0; tap < y.taps() * row.taps(); tap++) {
					final int kx = tap % row.taps();
					final int inY = y.input(outY, tap / row.taps());
					final int count = row.count(kx);
					if (inY >= 0 && inY < y.inputs() && count > 0) {
						final int first = row.first(kx);
						final int inRow = (plane * y.inputs() + inY) * row.inputs();
						Blas.transposedMultiplyAdd(in, out, count, a.position((long) (inRow + row.input(first, kx)) * in), row
							.stride() * in, b.position((long) (outRow + first) * out), out, c.position(start + (long) tap * in
								* out), out);
					}
				}
			}
		}
	}

	/** All that a few rows of outputs read of a plane, gathered, transposed, times these rows of the output's gradient. */
	private void addGathered(final WeightSums sums, final int slab, final int from, final int to) {
		sums.cleared(slab, 0, sums.length());
		try (GatheredRows gathered = new GatheredRows(x, y, row, out)) {
			final int width = gathered.width();
			for (int plane = from; plane < to; plane++) {
				for (int first = 0; first < y.outputs(); first += gathered.rows()) {
					final int rows = Math.min(gathered.rows(), y.outputs() - first);
					gathered.gather(plane, first, rows);
					for (int tap = 0; tap < z.taps(); tap++) {
						final int outPlane = outputPlane(plane, tap);
						if (outPlane >= 0) {
							Blas.transposedMultiplyAdd(width, out, rows * row.outputs(), gathered.matrix(), width, gradient.pointer(
								(outPlane * y.outputs() + first) * row.outputs() * out), out, sums.at(slab, tap * width * out), out);
						}
					}
				}
			}
		}
	}
}
