package org.lymphatlas.segmentation.totalsegmentator;

import java.util.Arrays;

import org.lymphatlas.volume.Components;
import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;

/** TotalSegmentator's removal of small pieces. */
final class SmallBlobs {

	private SmallBlobs() {}

	/**
	 * Removes, label by label, the pieces (neighbours share a face) that are not larger than a volume. Linear in the voxels
	 * times the labels that occur.
	 *
	 * @param minMm3 pieces of this volume go, larger ones stay; TotalSegmentator's own choice is 200
	 */
	static void remove(final LabelVolume labels, final double minMm3) {
		final boolean[] seen = new boolean[1 << 16];
		for (int i = 0; i < labels.labels().length; i++)
			seen[labels.labelAt(i)] = true;
		final int minVoxels = (int) Math.floor(minMm3 / labels.grid().voxelVolumeMm3()) + 1;
		for (int label = 1; label < seen.length; label++) {
			if (!seen[label]) continue;
			final Mask mask = labels.equalTo(label);
			final Mask kept = Components.removeSmall(mask, Connectivity.SIX, minVoxels);
			if (Arrays.equals(mask.values(), kept.values())) continue;
			for (int i = 0; i < labels.labels().length; i++)
				if (mask.get(i) && !kept.get(i)) labels.labels()[i] = 0;
		}
	}
}
