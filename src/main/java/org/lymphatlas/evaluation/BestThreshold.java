package org.lymphatlas.evaluation;

import java.util.Arrays;
import java.util.Optional;

import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.SameGrid;

/**
 * The threshold of a probability at which the voxels from it on have the best Dice with a reference.
 *
 * @param threshold voxels with this probability and above are taken
 * @param dice what they have with the reference
 */
public record BestThreshold(float threshold, double dice) {

	/**
	 * Exact: every probability that occurs is tried, by sorting those of the reference and those of the rest. Of thresholds
	 * that are equally good the highest. Linear in the voxels, and n log n in those with at least the least probability;
	 * takes 4 bytes for each of these.
	 *
	 * @param least smaller thresholds are not tried, above 0
	 * @return empty if no voxel of the reference has the least probability
	 * @throws org.lymphatlas.volume.InputException if the grids differ
	 */
	public static Optional<BestThreshold> of(final FloatVolume probability, final Mask reference, final double least) {
		SameGrid.check("probability", probability.grid(), "reference", reference.grid());
		if (!(least > 0)) throw new IllegalArgumentException("least probability " + least + " is not above 0");
		final float[] inside = sorted(probability.values(), reference, (float) least, (byte) 1);
		final float[] outside = sorted(probability.values(), reference, (float) least, (byte) 0);
		final long inReference = reference.count();
		BestThreshold best = null;
		// From the top: all voxels of one probability are taken at once.
		for (int i = inside.length, o = outside.length; i > 0;) {
			final float threshold = inside[i - 1];
			while (i > 0 && inside[i - 1] >= threshold)
				i--;
			while (o > 0 && outside[o - 1] >= threshold)
				o--;
			final long hits = inside.length - i, taken = hits + outside.length - o;
			final double dice = 2.0 * hits / (inReference + taken);
			if (best == null || dice > best.dice) best = new BestThreshold(threshold, dice);
		}
		return Optional.ofNullable(best);
	}

	private static float[] sorted(final float[] probability, final Mask reference, final float least, final byte side) {
		final byte[] mask = reference.values();
		int n = 0;
		for (int i = 0; i < mask.length; i++)
			if (mask[i] == side && probability[i] >= least) n++;
		final float[] values = new float[n];
		for (int i = 0; n > 0; i++)
			if (mask[i] == side && probability[i] >= least) values[--n] = probability[i];
		Arrays.parallelSort(values);
		return values;
	}
}
