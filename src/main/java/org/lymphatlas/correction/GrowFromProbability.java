package org.lymphatlas.correction;

import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.InputException;

/**
 * Adds the voxels that face neighbours join to the seed and whose probability is at least the threshold, as
 * post-processing does everywhere at once.
 *
 * @param node the new node's id
 * @param seedLps where it grows from, LPS mm
 * @param threshold of the network's probability, in (0, 1]
 * @param limits how large it may become
 */
public record GrowFromProbability(int node, double[] seedLps, double threshold, GrowthLimits limits) implements GrowNode {

	/** What a model misses lies between 1e-4 and 1e-1. */
	public static final double DEFAULT_THRESHOLD = 1e-3;

	public GrowFromProbability {
		Points.checkNewNode(node);
		Points.check("the seed", seedLps);
		if (!(threshold > 0 && threshold <= 1)) throw new InputException("The threshold " + threshold +
			" does not lie in (0, 1]");
		if (limits == null) throw new InputException("A node grown from the probability needs limits");
	}

	@Override
	public Proposal propose(final Scene scene, final NodeMap nodes) {
		final FloatVolume probability = scene.probability().orElseThrow(() -> new InputException(
			"There is no probability of nodes here; add the node by its intensity"));
		final Surroundings around = new Surroundings(scene, nodes, seedLps, limits, 0);
		final float least = (float) threshold;
		final float atSeed = probability.values()[around.whole(around.seed())];
		if (!(atSeed >= least)) throw new InputException(String.format(Locale.ROOT,
			"The probability here is %.2g, below the threshold of %.2g: lower it, or add the node by its intensity", atSeed,
			threshold));
		final SortedSet<String> stoppedBy = new TreeSet<>();
		final RegionGrowing.Grown grown = RegionGrowing.from(around.grid(), around.seed(), i -> {
			if (!(probability.values()[around.whole(i)] >= least)) return false;
			final String why = around.hindrance(i);
			if (why != null) stoppedBy.add(why);
			return why == null;
		}, Connectivity.SIX, limits.mostVoxels(around.grid()));
		if (grown.stopped()) stoppedBy.add(limits.volumeInWords());
		return new Proposal(around.box(), grown.mask(), String.format(Locale.ROOT, "probability of at least %.2g", threshold),
			stoppedBy);
	}
}
