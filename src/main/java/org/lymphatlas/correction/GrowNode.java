package org.lymphatlas.correction;

import java.util.Set;

/** Adds a node that grows from a point; what it would add can be looked at before. */
public sealed interface GrowNode extends Operation permits GrowFromProbability, GrowFromIntensity {

	/** The new node's id. */
	int node();

	/**
	 * What would be added.
	 *
	 * @throws org.lymphatlas.volume.InputException if nothing grows here, with the reason
	 */
	Proposal propose(Scene scene, NodeMap nodes);

	@Override
	default Change on(final Scene scene, final NodeMap nodes) {
		Relabelling.checkUnused(nodes, node());
		return propose(scene, nodes).change(nodes, node());
	}

	@Override
	default Set<Integer> nodes() {
		return Set.of(node());
	}
}
