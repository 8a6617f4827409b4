package org.lymphatlas.correction;

import java.util.Arrays;
import java.util.function.IntPredicate;

import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/** Growing of regions from a seed, nearest voxels first in steps; linear in the voxels reached. */
final class RegionGrowing {

	private static final byte UNSEEN = 0, INSIDE = 1, REFUSED = 2;

	/**
	 * @param mask what was reached
	 * @param stopped is it cut off at the most voxels?
	 */
	record Grown(Mask mask, boolean stopped) {}

	private RegionGrowing() {}

	/**
	 * @param seed array index; counts as accepted
	 * @param accepts asked at most once a voxel, by array index
	 * @param mostVoxels growing stops with so many, at least 1
	 */
	static Grown from(final Grid grid, final int seed, final IntPredicate accepts, final Connectivity connectivity,
		final int mostVoxels)
	{
		final byte[] state = new byte[grid.voxels()];
		int[] queue = new int[1024];
		int head = 0, tail = 0;
		state[seed] = INSIDE;
		queue[tail++] = seed;
		boolean stopped = false;
		while (head < tail && !stopped) {
			final int i = queue[head++];
			final int x = i % grid.nx(), y = i / grid.nx() % grid.ny(), z = i / grid.nx() / grid.ny();
			for (final int[] d : connectivity.offsets()) {
				if (!grid.contains(x + d[0], y + d[1], z + d[2])) continue;
				final int j = grid.index(x + d[0], y + d[1], z + d[2]);
				if (state[j] != UNSEEN) continue;
				if (!accepts.test(j)) {
					state[j] = REFUSED;
					continue;
				}
				if (tail >= mostVoxels) {
					stopped = true;
					break;
				}
				state[j] = INSIDE;
				if (tail == queue.length) queue = Arrays.copyOf(queue, 2 * tail);
				queue[tail++] = j;
			}
		}
		for (int i = 0; i < state.length; i++)
			if (state[i] == REFUSED) state[i] = 0;
		return new Grown(new Mask(grid, state), stopped);
	}
}
