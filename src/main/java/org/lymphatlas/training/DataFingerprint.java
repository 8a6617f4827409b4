package org.lymphatlas.training;

import java.util.Arrays;
import java.util.List;

import org.lymphatlas.volume.InputException;

/**
 * The sizes of a training set, from which {@link TrainingPlanner} plans. Axes are x, y, z.
 *
 * @param spacingsMm of each CT
 * @param boxesMm the lungs' box of some of the cases
 * @param cases number of cases
 */
public record DataFingerprint(List<double[]> spacingsMm, List<double[]> boxesMm, int cases) {

	/** A spacing that is so much coarser than the others', in so many times fewer voxels, is taken finer (nnU-Net). */
	private static final double ANISOTROPY = 3;
	private static final double FINER_PERCENTILE = 10;

	public DataFingerprint {
		if (spacingsMm.isEmpty() || boxesMm.isEmpty()) throw new InputException("There is no case to plan from");
	}

	/** Of each axis. */
	double[] medianBoxMm() {
		return percentile(boxesMm, 50);
	}

	/**
	 * nnU-Net's target spacing: the median of each axis; where slices are far apart and few, the 10th percentile of their
	 * distances, but not below the other axes' spacing.
	 */
	public double[] targetSpacingMm() {
		final double[] target = percentile(spacingsMm, 50), box = medianBoxMm();
		int worst = 0;
		for (int a = 1; a < 3; a++)
			if (target[a] > target[worst]) worst = a;
		final int b = (worst + 1) % 3, c = (worst + 2) % 3;
		final double others = Math.max(target[b], target[c]);
		final boolean few = box[worst] / target[worst] * ANISOTROPY < Math.min(box[b] / target[b], box[c] / target[c]);
		if (target[worst] > ANISOTROPY * others && few) target[worst] = Math.max(others, percentile(spacingsMm,
			FINER_PERCENTILE)[worst]);
		return target;
	}

	/** The median of each axis. */
	public static double[] medianMm(final List<double[]> values) {
		return percentile(values, 50);
	}

	/** Linear between ranks, as NumPy. */
	private static double[] percentile(final List<double[]> values, final double percent) {
		final double[] result = new double[3];
		for (int a = 0; a < 3; a++) {
			final int axis = a;
			final double[] sorted = values.stream().mapToDouble(v -> v[axis]).sorted().toArray();
			final double rank = percent / 100 * (sorted.length - 1);
			final int lower = (int) Math.floor(rank), upper = Math.min(lower + 1, sorted.length - 1);
			result[a] = sorted[lower] + (rank - lower) * (sorted[upper] - sorted[lower]);
		}
		return result;
	}

	@Override
	public String toString() {
		return cases + " cases, median spacing " + Arrays.toString(percentile(spacingsMm, 50)) + " mm, median lungs' box " +
			Arrays.toString(medianBoxMm()) + " mm";
	}
}
