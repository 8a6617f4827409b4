package org.lymphatlas.segmentation;

import java.util.Arrays;

import org.lymphatlas.volume.Components;
import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/**
 * What a network says at the border of its input, where it sees but half of what lies around (Wang et al., program).
 * The border's layers are counted in the network's own voxels, of any directions.
 */
final class InputBorder {

	private InputBorder() {}

	/**
	 * Components that keep away from the border.
	 *
	 * @param kept the 6-connected components without a voxel in the border's layers, or beyond
	 * @param removed number of the others
	 */
	record Cleared(Mask kept, int removed) {}

	/**
	 * Linear in the mask's voxels.
	 *
	 * @param input voxels that the network saw
	 * @param layers outermost layers of these that make the border
	 */
	static Cleared clear(final Mask mask, final Grid input, final int layers) {
		final Components.Labelling components = Components.label(mask, Connectivity.SIX);
		final boolean[] keep = new boolean[components.count() + 1];
		Arrays.fill(keep, 1, keep.length, true);
		final Grid grid = mask.grid();
		final double[] p = new double[3];
		for (int z = 0, i = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++) {
					final int label = components.labels()[i];
					if (!keep[label]) continue;
					p[0] = x;
					p[1] = y;
					p[2] = z;
					grid.toWorld(p, p);
					input.toVoxel(p, p);
					keep[label] = isInside(p, input, layers);
				}
		int removed = 0;
		for (int label = 1; label < keep.length; label++)
			if (!keep[label]) removed++;
		return new Cleared(components.where(keep), removed);
	}

	/** A point belongs to the voxel whose centre is nearest. */
	private static boolean isInside(final double[] p, final Grid input, final int layers) {
		for (int a = 0; a < 3; a++) {
			final long voxel = Math.round(p[a]);
			if (voxel < layers || voxel >= input.size(a) - layers) return false;
		}
		return true;
	}
}
