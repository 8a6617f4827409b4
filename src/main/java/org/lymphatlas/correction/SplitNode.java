package org.lymphatlas.correction;

import java.util.Set;

import org.lymphatlas.volume.InputException;

/**
 * Cuts a node in two by a plane.
 *
 * @param node keeps the part behind the plane
 * @param newNode gets the part in front of it, where the normal points to
 * @param pointLps a point of the plane, LPS mm
 * @param normal of the plane, any length but 0
 */
public record SplitNode(int node, int newNode, double[] pointLps, double[] normal) implements Operation {

	public SplitNode {
		Points.check("the cut's point", pointLps);
		Points.checkDirection("the cut's normal", normal);
		Points.checkNewNode(newNode);
	}

	/** The cut along a line that was drawn in a plane of the given normal. */
	public static SplitNode alongLine(final int node, final int newNode, final double[] fromLps, final double[] toLps,
		final double[] planeNormal)
	{
		final double[] along = Points.minus(toLps, fromLps);
		if (Points.length(along) == 0) throw new InputException("The cut has no length; draw a line across the node");
		return new SplitNode(node, newNode, fromLps, Points.cross(along, planeNormal));
	}

	/** @throws InputException if the plane does not part the node */
	@Override
	public Change on(final Scene scene, final NodeMap nodes) {
		Relabelling.checkUnused(nodes, newNode);
		final double[] p = nodes.grid().voxelToWorld(), n = Points.unit(normal);
		final double dx = n[0] * p[0] + n[1] * p[4] + n[2] * p[8], dy = n[0] * p[1] + n[1] * p[5] + n[2] * p[9], dz = n[0] *
			p[2] + n[1] * p[6] + n[2] * p[10];
		final double atOrigin = n[0] * (p[3] - pointLps[0]) + n[1] * (p[7] - pointLps[1]) + n[2] * (p[11] - pointLps[2]);
		final Change.Builder builder = new Change.Builder();
		Relabelling.forEachVoxel(nodes, node, (x, y, z, index) -> {
			if (atOrigin + x * dx + y * dy + z * dz > 0) builder.voxel(index, node, newNode);
		});
		final Change change = builder.build();
		if (change.isEmpty() || change.voxels() == nodes.voxels(node)) throw new InputException("The cut misses node " + node +
			"; draw the line across it");
		return change;
	}

	@Override
	public Set<Integer> nodes() {
		return Set.of(node, newNode);
	}
}
