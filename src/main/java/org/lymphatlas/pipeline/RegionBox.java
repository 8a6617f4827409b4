package org.lymphatlas.pipeline;

import org.lymphatlas.network.nnunet.NnunetPlan;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/** The part of a CT to which it is cut before an imported model sees it. */
final class RegionBox {

	private RegionBox() {}

	/** The box around a region, grown evenly to at least a patch along each axis and moved to where the CT has voxels. */
	static Box of(final Mask region, final NnunetPlan plan) {
		final Grid grid = region.grid();
		final Box bounds = region.bounds().orElse(Box.of(grid));
		final int[] min = { bounds.minX(), bounds.minY(), bounds.minZ() }, max = { bounds.maxX(), bounds.maxY(), bounds
			.maxZ() };
		for (int i = 0; i < 3; i++) {
			final int axis = 2 - plan.transposeForward()[i];
			final int patch = (int) Math.ceil(plan.patch()[i] * plan.spacingMm()[i] / grid.spacing(axis));
			final int size = Math.min(grid.size(axis), Math.max(patch, max[axis] - min[axis]));
			final int centred = (min[axis] + max[axis] - size) / 2;
			min[axis] = Math.max(0, Math.min(grid.size(axis) - size, centred));
			max[axis] = min[axis] + size;
		}
		return new Box(min[0], min[1], min[2], max[0], max[1], max[2]);
	}
}
