package org.lymphatlas.anatomy;

import java.util.OptionalDouble;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/** Do organs that came from elsewhere lie where the CT shows them? Every 2nd voxel along each axis is looked at. */
public final class OrganFit {

	private static final int STEP = 2;

	private OrganFit() {}

	/** Share of the organs' voxels that lie in the CT's field of view, [0, 1]; 1 if there is none. */
	public static double shareInField(final Organs organs, final Grid ct) {
		final Counter counter = new Counter();
		forEachVoxelIn(organs.labels().foreground(), ct, inside -> counter.add(inside >= 0 ? 1 : 0));
		return counter.mean().orElse(1);
	}

	/** Mean HU where the organs have lung and the CT's field of view reaches; empty if that is nowhere. */
	public static OptionalDouble meanLungHu(final Organs organs, final CtVolume ct) {
		final Counter counter = new Counter();
		for (final OrganGroup lung : new OrganGroup[] { OrganGroup.LUNG_LEFT, OrganGroup.LUNG_RIGHT })
			lung.maskIn(organs).ifPresent(mask -> forEachVoxelIn(mask, ct.grid(), inside -> {
				if (inside >= 0) counter.add(ct.hu()[inside]);
			}));
		return counter.mean();
	}

	@FunctionalInterface
	private interface VoxelWork {

		/** @param inside array index of the CT's voxel at a mask's voxel; negative outside its field of view */
		void at(int inside);
	}

	private static void forEachVoxelIn(final Mask mask, final Grid ct, final VoxelWork work) {
		final Grid grid = mask.grid();
		final double[] p = new double[3];
		for (int z = 0; z < grid.nz(); z += STEP)
			for (int y = 0; y < grid.ny(); y += STEP)
				for (int x = 0; x < grid.nx(); x += STEP) {
					if (!mask.get(grid.index(x, y, z))) continue;
					p[0] = x;
					p[1] = y;
					p[2] = z;
					grid.toWorld(p, p);
					ct.toVoxel(p, p);
					final int i = (int) Math.rint(p[0]), j = (int) Math.rint(p[1]), k = (int) Math.rint(p[2]);
					work.at(ct.contains(i, j, k) ? ct.index(i, j, k) : -1);
				}
	}

	private static final class Counter {

		private double sum;
		private long count;

		void add(final double value) {
			sum += value;
			count++;
		}

		OptionalDouble mean() {
			return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
		}
	}
}
