package org.lymphatlas.training;

import java.nio.IntBuffer;
import java.util.random.RandomGenerator;

import org.lymphatlas.volume.Components;
import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.Mask;

/**
 * Where a case's nodes are, so that patches can be centred on them in constant time.
 *
 * @param voxels indices of all nodes' voxels, ascending
 * @param byNode the same indices, one node after the other
 * @param nodeEnds for each node (26-connected component) where the next one begins in {@code byNode}, ascending
 */
public record Foreground(IntBuffer voxels, IntBuffer byNode, int[] nodeEnds) {

	/** Takes 4 bytes a voxel of the mask's grid while it works. */
	public static Foreground of(final Mask nodes) {
		final Components.Labelling components = Components.label(nodes, Connectivity.TWENTY_SIX);
		final int[] ends = new int[components.count()];
		for (int node = 0, end = 0; node < ends.length; node++)
			ends[node] = end += components.sizes()[node + 1];
		final int count = ends.length == 0 ? 0 : ends[ends.length - 1];
		final int[] voxels = new int[count], byNode = new int[count], next = new int[ends.length];
		for (int node = 1; node < ends.length; node++)
			next[node] = ends[node - 1];
		for (int i = 0, n = 0; n < count; i++) {
			if (components.labels()[i] == 0) continue;
			voxels[n++] = i;
			byNode[next[components.labels()[i] - 1]++] = i;
		}
		return new Foreground(IntBuffer.wrap(voxels), IntBuffer.wrap(byNode), ends);
	}

	/** Number of voxels of all nodes. */
	public int count() {
		return voxels.limit();
	}

	/** Number of nodes. */
	public int nodes() {
		return nodeEnds.length;
	}

	/** Each voxel is as likely as any other, so that a large node is drawn more often. */
	int drawVoxel(final RandomGenerator random) {
		return voxels.get(random.nextInt(count()));
	}

	/** Each node is as likely as any other, then each of its voxels. */
	int drawVoxelOfNode(final RandomGenerator random) {
		final int node = random.nextInt(nodes());
		final int begin = node == 0 ? 0 : nodeEnds[node - 1];
		return byNode.get(begin + random.nextInt(nodeEnds[node] - begin));
	}
}
