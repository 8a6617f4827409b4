package org.lymphatlas.volume;

import java.util.Arrays;

/** Which voxels are neighbours: those that share a face (6), a face or an edge (18), or at least a corner (26). */
public enum Connectivity {

	SIX(1), EIGHTEEN(2), TWENTY_SIX(3);

	private final int[][] offsets;

	Connectivity(final int maxSteps) {
		final int[][] all = new int[26][];
		int n = 0;
		for (int z = -1; z <= 1; z++)
			for (int y = -1; y <= 1; y++)
				for (int x = -1; x <= 1; x++) {
					final int steps = Math.abs(x) + Math.abs(y) + Math.abs(z);
					if (steps > 0 && steps <= maxSteps) all[n++] = new int[] { x, y, z };
				}
		offsets = Arrays.copyOf(all, n);
	}

	/** The neighbours' offsets as {dx, dy, dz} in scan order: the first half precedes the voxel itself. Not a copy. */
	public int[][] offsets() {
		return offsets;
	}
}
