package org.lymphatlas.network;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;

/** Gathers the HU of all foreground voxels of a training set, exactly, as a histogram of all 16-bit values. */
public final class CtFingerprint {

	private static final int OFFSET = 1 << 15;

	private final long[] counts = new long[1 << 16];
	private long voxels;

	/** Adds the voxels of a CT that lie in the mask; both share one grid. */
	public void add(final CtVolume ct, final Mask foreground) {
		if (ct.hu().length != foreground.values().length) throw new IllegalArgumentException("CT on " + ct.grid() +
			", foreground on " + foreground.grid());
		final byte[] inside = foreground.values();
		for (int i = 0; i < inside.length; i++)
			if (inside[i] != 0) add(ct.hu()[i]);
	}

	/** Adds one foreground voxel. */
	public void add(final short hu) {
		counts[hu + OFFSET]++;
		voxels++;
	}

	/**
	 * Clip at the 0.5 and 99.5 percentiles (linear between ranks, as NumPy), mean and (population) standard deviation of
	 * the voxels, not clipped.
	 *
	 * @throws InputException if no voxel was added or all have one value
	 */
	public CtNormalization normalization() {
		if (voxels == 0) throw new InputException("No case has a foreground voxel: there is nothing to learn from. " +
			"Check that the node masks are not empty");
		double sum = 0;
		for (int i = 0; i < counts.length; i++)
			sum += counts[i] * (double) (i - OFFSET);
		final double mean = sum / voxels;
		double squares = 0;
		for (int i = 0; i < counts.length; i++)
			squares += counts[i] * (i - OFFSET - mean) * (i - OFFSET - mean);
		if (squares == 0) throw new InputException("All foreground voxels of the training cases have the value " + mean +
			" HU: these are not CTs");
		return new CtNormalization(percentile(0.5), percentile(99.5), mean, Math.sqrt(squares / voxels));
	}

	private double percentile(final double percent) {
		final double rank = percent / 100 * (voxels - 1);
		final long lower = (long) Math.floor(rank);
		final double low = atRank(lower);
		return low + (rank - lower) * (atRank(Math.min(lower + 1, voxels - 1)) - low);
	}

	private int atRank(final long rank) {
		long seen = 0;
		for (int i = 0; i < counts.length; i++) {
			seen += counts[i];
			if (seen > rank) return i - OFFSET;
		}
		throw new IllegalStateException("Rank " + rank + " of " + voxels);
	}
}
