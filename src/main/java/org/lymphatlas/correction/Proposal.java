package org.lymphatlas.correction;

import java.util.Locale;
import java.util.SortedSet;

import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/**
 * Voxels that would become a node.
 *
 * @param box where they lie in the volume
 * @param mask on the grid of the box, at least one voxel
 * @param basis what they were taken for a node by, in words
 * @param stoppedBy what held the growing back, in words; empty if it ended by itself
 */
public record Proposal(Box box, Mask mask, String basis, SortedSet<String> stoppedBy) {

	public double volumeMm3() {
		return mask.count() * mask.grid().voxelVolumeMm3();
	}

	/** For the status line. */
	public String inWords() {
		final String size = String.format(Locale.ROOT, "%.2f ml by %s", volumeMm3() / 1000, basis);
		return stoppedBy.isEmpty() ? size : size + "; held back by " + String.join(", ", stoppedBy);
	}

	/** Background voxels of the proposal become a node. */
	Change change(final NodeMap nodes, final int node) {
		final Grid whole = nodes.grid(), part = mask.grid();
		final Change.Builder change = new Change.Builder();
		for (int z = 0, i = 0; z < part.nz(); z++)
			for (int y = 0; y < part.ny(); y++)
				for (int x = 0; x < part.nx(); x++, i++) {
					if (!mask.get(i)) continue;
					final int index = whole.index(x + box.minX(), y + box.minY(), z + box.minZ());
					if (nodes.labels().labelAt(index) == 0) change.voxel(index, 0, node);
				}
		return change.build();
	}
}
