package org.lymphatlas.evaluation;

import java.util.Optional;

import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Crop;
import org.lymphatlas.volume.DistanceTransform;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.SameGrid;

/** The metrics of the LNQ 2023 challenge, and precision and recall, on binary masks. Linear in the voxels. */
public final class SegmentationMetrics {

	private SegmentationMetrics() {}

	/** @throws InputException if the masks lie on different grids */
	public static SegmentationScore compare(final Mask reference, final Mask prediction) {
		SameGrid.check("reference", reference.grid(), "prediction", prediction.grid());
		final byte[] r = reference.values(), p = prediction.values();
		long inReference = 0, inPrediction = 0, inBoth = 0;
		for (int i = 0; i < r.length; i++) {
			inReference += r[i];
			inPrediction += p[i];
			inBoth += r[i] & p[i];
		}
		final long total = inReference + inPrediction;
		return new SegmentationScore(total == 0 ? 1 : 2.0 * inBoth / total, surfaceDistanceMm(reference, prediction),
			(double) inBoth / inPrediction, (double) inBoth / inReference);
	}

	/** Overlap 2 |A and B| / (|A| + |B|); 1 if both are empty. */
	public static double dice(final Mask reference, final Mask prediction) {
		return compare(reference, prediction).dice();
	}

	/**
	 * Average symmetric surface distance: half the sum of the mean distance from the prediction's surface voxels to the
	 * nearest of the reference's, and of the mean the other way, in mm between voxel centres. The surface is foreground with
	 * a background face neighbour; the image's edge is no surface.
	 *
	 * @return 0 if both masks are empty; not a number if one is, or if one fills the image and so has no surface
	 */
	public static double assdMm(final Mask reference, final Mask prediction) {
		SameGrid.check("reference", reference.grid(), "prediction", prediction.grid());
		return surfaceDistanceMm(reference, prediction);
	}

	private static double surfaceDistanceMm(final Mask reference, final Mask prediction) {
		final Optional<Box> r = reference.bounds(), p = prediction.bounds();
		if (r.isEmpty() && p.isEmpty()) return 0;
		if (r.isEmpty() || p.isEmpty()) return Double.NaN;
		final Box box = r.get().enclosing(p.get()).grow(1, 1, 1).clip(reference.grid());
		final Mask a = surface(Crop.crop(reference, box)), b = surface(Crop.crop(prediction, box));
		return 0.5 * (meanDistanceMm(b, a) + meanDistanceMm(a, b));
	}

	private static double meanDistanceMm(final Mask from, final Mask to) {
		final float[] squaredMm = DistanceTransform.squaredMm(to);
		double sum = 0;
		long count = 0;
		for (int i = 0; i < squaredMm.length; i++) {
			if (!from.get(i)) continue;
			sum += Math.sqrt(squaredMm[i]);
			count++;
		}
		final double mean = sum / count;
		return Double.isInfinite(mean) ? Double.NaN : mean;
	}

	private static Mask surface(final Mask mask) {
		final Grid grid = mask.grid();
		final int nx = grid.nx(), ny = grid.ny(), nz = grid.nz(), slice = nx * ny;
		final byte[] set = mask.values();
		final Mask surface = new Mask(grid);
		for (int z = 0, i = 0; z < nz; z++)
			for (int y = 0; y < ny; y++)
				for (int x = 0; x < nx; x++, i++)
					if (set[i] != 0 && (x > 0 && set[i - 1] == 0 || x < nx - 1 && set[i + 1] == 0 || y > 0 && set[i - nx] == 0 ||
						y < ny - 1 && set[i + nx] == 0 || z > 0 && set[i - slice] == 0 || z < nz - 1 && set[i + slice] == 0))
						surface.values()[i] = 1;
		return surface;
	}
}
