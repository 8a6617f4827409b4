package org.lymphatlas.correction;

import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/** What operations on whole nodes share. */
final class Relabelling {

	private Relabelling() {}

	/** A voxel: its coordinates and array index. */
	@FunctionalInterface
	interface VoxelConsumer {

		void accept(int x, int y, int z, int index);
	}

	/**
	 * Visits a node's voxels in the order of the array, in time linear in its box.
	 *
	 * @throws InputException if there is no such node
	 */
	static void forEachVoxel(final NodeMap nodes, final int node, final VoxelConsumer consumer) {
		final short[] labels = nodes.labels().labels();
		final short label = (short) node;
		forEachIn(nodes.box(node), nodes.grid(), (x, y, z, index) -> {
			if (labels[index] == label) consumer.accept(x, y, z, index);
		});
	}

	/** Visits the voxels of a box in the order of the array. */
	static void forEachIn(final Box box, final Grid grid, final VoxelConsumer consumer) {
		for (int z = box.minZ(); z < box.maxZ(); z++)
			for (int y = box.minY(); y < box.maxY(); y++)
				for (int x = box.minX(), i = grid.index(x, y, z); x < box.maxX(); x++, i++)
					consumer.accept(x, y, z, i);
	}

	static void forgetStation(final NodeMap nodes, final int node, final Change.Builder change) {
		change.station(new Change.StationChange(node, nodes.station(node).orElse(null), null));
	}

	/** @throws InputException if there is such a node */
	static void checkUnused(final NodeMap nodes, final int node) {
		if (nodes.ids().contains(node)) throw new InputException("There is a node " + node + " already");
	}
}
