package org.lymphatlas.correction;

import java.util.Set;

/**
 * Removes a node.
 *
 * @param node its id
 */
public record DeleteNode(int node) implements Operation {

	@Override
	public Change on(final Scene scene, final NodeMap nodes) {
		final Change.Builder change = new Change.Builder();
		Relabelling.forEachVoxel(nodes, node, (x, y, z, index) -> change.voxel(index, node, 0));
		Relabelling.forgetStation(nodes, node, change);
		return change.build();
	}

	@Override
	public Set<Integer> nodes() {
		return Set.of(node);
	}
}
