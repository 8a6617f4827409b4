package org.lymphatlas.anatomy;

import java.util.Arrays;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;

/**
 * Where the ridge between the main bronchi ends above. It is thin there, so that partial volume hides its last
 * millimetres from any threshold. Its width does not suffer: attenuation summed along a line from bronchus to bronchus
 * stays the same however much it is blurred along that line. The ridge ends where that sum, on the line where it is
 * least, falls below what a voxel's share of a thin wall gives.
 */
final class CarinalRidge {

	private static final double SOFT_TISSUE_HU = 40;
	/** The median of those voxels that the lumen fills is this percentile of all that hold some of it. */
	private static final double FILLED = 0.3;
	private static final double END_WIDTH_MM = 0.5;
	/** The end lies no further above the slice in which the bronchi are first apart. */
	private static final double MAX_ABOVE_MM = 4;
	/** Lines up to this far in front of and behind the bronchi's middles are looked at. */
	private static final double BESIDE_MM = 6;
	/** Half the lines' length: the ridge's end with its blur, but not the lumen's outer walls. */
	private static final double HALF_LINE_MM = 5;

	private CarinalRidge() {}

	/**
	 * @param ct on a canonical isotropic grid
	 * @param above windpipe in the last slice in which the two are one
	 * @param right right main bronchus in the first slice in which the two are apart
	 * @param left left main bronchus there
	 * @return how far above that slice the ridge ends, in slices
	 */
	static double endAbove(final CtVolume ct, final Lumen above, final Lumen right, final Lumen left) {
		final int[] sorted = Arrays.stream(above.voxels()).map(i -> ct.hu()[i]).sorted().toArray();
		final double lumenHu = sorted[(int) (FILLED * sorted.length)];
		double below = widthMm(ct, lumenHu, right, left, right.z());
		if (below <= END_WIDTH_MM) return 0;
		final int most = (int) Math.min(MAX_ABOVE_MM / ct.grid().spacing(2), ct.grid().nz() - 1 - right.z());
		for (int k = 1; k <= most; k++) {
			final double width = widthMm(ct, lumenHu, right, left, right.z() + k);
			if (width <= END_WIDTH_MM) return k - (END_WIDTH_MM - width) / (below - width);
			if (width >= below) return k - 1;
			below = width;
		}
		return most;
	}

	/** Least width of the tissue midway between the bronchi in a slice, over lines beside each other. */
	private static double widthMm(final CtVolume ct, final double lumenHu, final Lumen right, final Lumen left,
		final int z)
	{
		final Grid g = ct.grid();
		final double middle = 0.5 * (right.maxX() + left.minX()), half = HALF_LINE_MM / g.spacing(0);
		final int from = (int) Math.rint(Math.max(right.x(), middle - half));
		final int to = (int) Math.rint(Math.min(left.x(), middle + half));
		final int beside = (int) (BESIDE_MM / g.spacing(1));
		double least = Double.POSITIVE_INFINITY;
		for (int dy = -beside; dy <= beside; dy++) {
			double sum = 0;
			for (int x = from; x <= to; x++) {
				final double t = (x - right.x()) / (left.x() - right.x());
				final int y = dy + (int) Math.rint(right.y() + t * (left.y() - right.y()));
				sum += ct.hu()[g.index(x, Math.max(0, Math.min(g.ny() - 1, y)), z)] - lumenHu;
			}
			least = Math.min(least, sum / (SOFT_TISSUE_HU - lumenHu) * g.spacing(0));
		}
		return least;
	}
}
