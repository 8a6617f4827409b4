package org.lymphatlas.segmentation;

import java.util.Arrays;

/** The sums of each network of an ensemble, slice by slice averaged over the networks. */
final class NetworkMeans {

	private final OverlapAdd[] sums;
	private final Precision precision;
	private final int slices;
	private int finished;

	NetworkMeans(final int networks, final int[] image, final int[] patch, final Precision precision) {
		this.precision = precision;
		slices = image[0];
		final float[] importance = ImportanceMap.of(patch);
		sums = new OverlapAdd[networks];
		Arrays.setAll(sums, network -> new OverlapAdd(image, patch, importance, precision));
	}

	OverlapAdd of(final int network) {
		return sums[network];
	}

	/** Hands on the slices before the given one, in order; those in which no tile lies are left out. */
	void finish(final int before, final LogitSlices to) {
		for (; finished < Math.min(before, slices); finished++) {
			final float[] mean = sums[0].take(finished);
			if (mean == null) continue;
			for (int network = 1; network < sums.length; network++) {
				final float[] more = sums[network].take(finished);
				for (int i = 0; i < mean.length; i++)
					mean[i] += more[i];
				precision.round(mean, 0, mean.length);
			}
			if (sums.length > 1) {
				for (int i = 0; i < mean.length; i++)
					mean[i] /= sums.length;
				precision.round(mean, 0, mean.length);
			}
			to.accept(finished, mean);
		}
	}
}
