package org.lymphatlas.network.dl4j;

/**
 * The gradient of a convolution's weights, channels last: gathered rows of the input, transposed, times the rows of the
 * output's gradient that read them.
 */
final class WeightGradient {

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

	/** Slabs of input planes; each has sums of its own. Where these are few, threads share them by planes of taps. */
	void writeTo(final DeviceArray target) {
		final int planes = x.shape()[0] * z.inputs();
		final int slabs = WeightSums.slabs(x.length(), target.length(), planes);
		final int parts = slabs < Threads.count() ? z.taps() : 1;
		try (WeightSums sums = WeightSums.of(slabs, target.length())) {
			Threads.forEach(slabs * parts, task -> {
				final int slab = task / parts;
				final int tap = task % parts;
				final int taps = z.taps() / parts;
				sums.cleared(slab, tap * taps * sums.length() / z.taps(), taps * sums.length() / z.taps());
				try (GatheredRows gathered = new GatheredRows(x, row, out)) {
					for (int plane = slab * planes / slabs; plane < (slab + 1) * planes / slabs; plane++) {
						addPlane(gathered, plane, tap * taps, (tap + 1) * taps, sums, slab);
					}
				}
			});
			target.put(0, sums.total(in, out), 0, target.length());
		}
	}

	/** Rows of which each tap reads all or none are gathered together: as far apart as the stride. */
	private void addPlane(final GatheredRows gathered, final int plane, final int fromTap, final int toTap,
			final WeightSums sums, final int slab) {
		for (int i = 0; i < y.stride(); i++) {
			for (int first = i; first < y.inputs(); first += gathered.rows() * y.stride()) {
				final int count = Math.min(gathered.rows(), (y.inputs() - 1 - first) / y.stride() + 1);
				gathered.gather(plane * y.inputs() + first, y.stride(), count);
				for (int tap = fromTap; tap < toTap; tap++) {
					final int outZ = z.output(plane % z.inputs(), tap);
					if (outZ >= 0) {
						addRows(gathered, first, count, plane / z.inputs() * z.outputs() + outZ, sums, slab, tap);
					}
				}
			}
		}
	}

	/** For each tap along y: the gathered rows that it reads times the output's rows that they go to. */
	private void addRows(final GatheredRows gathered, final int first, final int count, final int outPlane,
			final WeightSums sums, final int slab, final int tapZ) {
		for (int tap = (first + y.padding()) % y.stride(); tap < y.taps(); tap += y.stride()) {
			final int outY = Math.floorDiv(first + y.padding() - tap, y.stride());
			final int skipped = Math.max(0, -outY);
			final int rows = Math.min(count, y.outputs() - outY) - skipped;
			if (rows > 0) {
				Blas.transposedMultiplyAdd(gathered.width(), out, rows * row.outputs(), gathered.matrix(skipped), gathered
					.width(), gradient.pointer((outPlane * y.outputs() + outY + skipped) * row.outputs() * out), out, sums.at(slab,
						(tapZ * y.taps() + tap) * gathered.width() * out), out);
			}
		}
	}
}
