package org.lymphatlas.correction;

import java.util.Set;

import org.lymphatlas.volume.InputException;

/**
 * Makes one node of two.
 *
 * @param node keeps its id and station
 * @param other becomes part of it
 */
public record MergeNodes(int node, int other) implements Operation {

	/** @throws InputException if both are the same */
	public MergeNodes {
		if (node == other) throw new InputException("Node " + node + " cannot be joined with itself; choose another one");
	}

	@Override
	public Change on(final Scene scene, final NodeMap nodes) {
		nodes.voxels(node);
		final Change.Builder change = new Change.Builder();
		Relabelling.forEachVoxel(nodes, other, (x, y, z, index) -> change.voxel(index, other, node));
		Relabelling.forgetStation(nodes, other, change);
		return change.build();
	}

	@Override
	public Set<Integer> nodes() {
		return Set.of(node, other);
	}
}
