package org.lymphatlas.correction;

import java.util.Set;

/**
 * Says by hand which station a node lies in.
 *
 * @param node its id
 * @param station an IASLC code, or {@code other}; null to go back to what the maps say
 */
public record SetStation(int node, String station) implements Operation {

	public SetStation {
		if (station != null) NodeMap.checkStation(station);
	}

	@Override
	public Change on(final Scene scene, final NodeMap nodes) {
		nodes.voxels(node);
		final Change.Builder change = new Change.Builder();
		change.station(new Change.StationChange(node, nodes.station(node).orElse(null), station));
		return change.build();
	}

	@Override
	public Set<Integer> nodes() {
		return Set.of(node);
	}
}
