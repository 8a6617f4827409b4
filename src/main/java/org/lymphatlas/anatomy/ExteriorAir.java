package org.lymphatlas.anatomy;

import java.util.ArrayDeque;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/**
 * The air around the patient: what is reached through air from the sides, front and back of the image, starting where it
 * is as empty as room air. Lungs that are cut off by the image's edge are less empty and so are no start.
 */
final class ExteriorAir {

	private static final int ROOM_AIR_HU = -955;
	private static final int AIR_HU = -500;

	private ExteriorAir() {}

	/** @param ct on a canonical grid */
	static Mask of(final CtVolume ct) {
		final Grid g = ct.grid();
		final byte[] outside = new byte[g.voxels()];
		final ArrayDeque<int[]> front = new ArrayDeque<>();
		for (int z = 0; z < g.nz(); z++) {
			for (int x = 0; x < g.nx(); x++) {
				start(ct, x, 0, z, outside, front);
				start(ct, x, g.ny() - 1, z, outside, front);
			}
			for (int y = 0; y < g.ny(); y++) {
				start(ct, 0, y, z, outside, front);
				start(ct, g.nx() - 1, y, z, outside, front);
			}
		}
		while (!front.isEmpty()) {
			final int[] v = front.pop();
			for (int axis = 0; axis < 3; axis++)
				for (int step = -1; step <= 1; step += 2) {
					final int[] n = v.clone();
					n[axis] += step;
					if (!g.contains(n[0], n[1], n[2])) continue;
					final int i = g.index(n[0], n[1], n[2]);
					if (outside[i] != 0 || ct.hu()[i] >= AIR_HU) continue;
					outside[i] = 1;
					front.push(n);
				}
		}
		return new Mask(g, outside);
	}

	private static void start(final CtVolume ct, final int x, final int y, final int z, final byte[] outside,
		final ArrayDeque<int[]> front)
	{
		final int i = ct.grid().index(x, y, z);
		if (outside[i] != 0 || meanHu(ct, x, y, z) > ROOM_AIR_HU) return;
		outside[i] = 1;
		front.push(new int[] { x, y, z });
	}

	/** Mean over the voxel and its neighbours within two voxels in the slice, so that noise starts nothing. */
	private static double meanHu(final CtVolume ct, final int x, final int y, final int z) {
		final Grid g = ct.grid();
		double sum = 0;
		int n = 0;
		for (int v = Math.max(0, y - 2); v <= Math.min(g.ny() - 1, y + 2); v++)
			for (int u = Math.max(0, x - 2); u <= Math.min(g.nx() - 1, x + 2); u++, n++)
				sum += ct.hu()[g.index(u, v, z)];
		return sum / n;
	}
}
