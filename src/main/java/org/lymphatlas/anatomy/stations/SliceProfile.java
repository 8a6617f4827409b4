package org.lymphatlas.anatomy.stations;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/**
 * The outline of a mask from slice to slice of a {@link ChestFrame}: per slice its area and outermost voxels, in mm from
 * the carina. Not a number where the slice is empty.
 */
final class SliceProfile {

	private final double[] areaMm2;
	private final double[] right, left, front, back;

	SliceProfile(final Mask mask) {
		final Grid g = mask.grid();
		areaMm2 = new double[g.nz()];
		right = nowhere(g.nz());
		left = nowhere(g.nz());
		front = nowhere(g.nz());
		back = nowhere(g.nz());
		IntStream.range(0, g.nz()).parallel().forEach(z -> slice(mask, z));
	}

	private static double[] nowhere(final int n) {
		final double[] values = new double[n];
		Arrays.fill(values, Double.NaN);
		return values;
	}

	private void slice(final Mask mask, final int z) {
		final Grid g = mask.grid();
		int n = 0, x0 = g.nx(), x1 = -1, y0 = g.ny(), y1 = -1;
		for (int y = 0, i = g.index(0, 0, z); y < g.ny(); y++)
			for (int x = 0; x < g.nx(); x++, i++) {
				if (!mask.get(i)) continue;
				n++;
				x0 = Math.min(x0, x);
				x1 = Math.max(x1, x);
				y0 = Math.min(y0, y);
				y1 = y;
			}
		areaMm2[z] = n * ChestFrame.MM * ChestFrame.MM;
		if (n == 0) return;
		right[z] = ChestFrame.l(x0);
		left[z] = ChestFrame.l(x1);
		front[z] = ChestFrame.p(y0);
		back[z] = ChestFrame.p(y1);
	}

	/** L of the voxels furthest to the right. */
	double[] right() {
		return right.clone();
	}

	/** L of the voxels furthest to the left. */
	double[] left() {
		return left.clone();
	}

	/** P of the foremost voxels. */
	double[] front() {
		return front.clone();
	}

	/** P of the hindmost voxels. */
	double[] back() {
		return back.clone();
	}

	/** S of the highest slice with at least an area, if there is one. */
	OptionalDouble top(final double minMm2) {
		return IntStream.range(0, areaMm2.length).filter(z -> areaMm2[z] >= minMm2).mapToDouble(ChestFrame::s).max();
	}

	/** S of the lowest such slice. */
	OptionalDouble bottom(final double minMm2) {
		return IntStream.range(0, areaMm2.length).filter(z -> areaMm2[z] >= minMm2).mapToDouble(ChestFrame::s).min();
	}

	boolean isEmpty() {
		return Arrays.stream(areaMm2).allMatch(a -> a == 0);
	}
}
