package org.lymphatlas.segmentation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.lymphatlas.atlas.LoweredThreshold;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Components;
import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.Crop;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.SameGrid;
import org.lymphatlas.volume.ShapeMoments;

/**
 * From a probability to node instances. Engelson et al. (LNQ 2023), section 3.4: a threshold that the atlas probability
 * lowers, the lungs' convex hull, and the removal of small components. Wang et al. (2024), 4.2: removal of what reaches
 * the border of the network's input, of voxels that are no soft tissue, and of small components. Where options join
 * both, the order is that of {@link PostProcessingOptions}. Neither says how components are connected: by faces,
 * throughout; and those that limits in Hounsfield units cut apart are judged by themselves. Linear in the voxels.
 */
public final class PostProcessing {

	private static final int MAX_NODES = 0xffff;

	private PostProcessing() {}

	/**
	 * Paper A's way.
	 *
	 * @param probability of being a node, in [0, 1]
	 * @param atlasProbabilityOrNull in [0, 1] on the same grid; without it the threshold is the same everywhere
	 * @param lungHullOrNull on the same grid; without it nothing is cut away
	 */
	public static PostProcessed instances(final FloatVolume probability, final FloatVolume atlasProbabilityOrNull,
		final Mask lungHullOrNull, final PostProcessingOptions options)
	{
		return instances(probability, Surroundings.of(atlasProbabilityOrNull, lungHullOrNull), options);
	}

	/**
	 * @param probability of being a node, in [0, 1]
	 * @param around what the options ask for
	 * @throws InputException if grids differ, an atlas probability is not in [0, 1], CT or network's input are needed and
	 *           missing, or more than 65535 nodes remain
	 */
	public static PostProcessed instances(final FloatVolume probability, final Surroundings around,
		final PostProcessingOptions options)
	{
		check(probability.grid(), around, options);
		final Mask candidates = threshold(probability, options.atlasPriors() ? around.atlasProbability().orElse(null) : null,
			options.threshold());
		final long all = candidates.count();
		if (options.atlasPriors()) around.lungHull().ifPresent(hull -> {
			for (int i = 0; i < candidates.values().length; i++)
				candidates.values()[i] &= hull.values()[i];
		});
		final long outsideHull = all - candidates.count();
		final Optional<Box> bounds = candidates.bounds();
		if (bounds.isEmpty()) return new PostProcessed(new LabelVolume(probability.grid()), 0, outsideHull, 0, 0, 0, 0);
		return nodes(candidates, bounds.get(), around, options, outsideHull);
	}

	private static void check(final Grid grid, final Surroundings around, final PostProcessingOptions options) {
		around.atlasProbability().ifPresent(atlas -> SameGrid.check("probability", grid, "atlas probability", atlas.grid()));
		around.lungHull().ifPresent(hull -> SameGrid.check("probability", grid, "lung hull", hull.grid()));
		around.ct().ifPresent(ct -> SameGrid.check("probability", grid, "CT", ct.grid()));
		if (options.needsCt() && around.ct().isEmpty()) throw new InputException("Options minHu and maxHu (" + options
			.minHu() + " to " + options.maxHu() + ") need the CT");
		if (options.needsInput() && around.networkInput().isEmpty()) throw new InputException("Option borderVoxels (" +
			options.borderVoxels() + ") needs to know which part of the CT the network saw");
	}

	/** Equation 3. */
	private static Mask threshold(final FloatVolume probability, final FloatVolume atlasProbabilityOrNull,
		final double t)
	{
		final Mask mask = new Mask(probability.grid());
		final LoweredThreshold threshold = new LoweredThreshold(t);
		for (int i = 0; i < mask.values().length; i++) {
			final float p = atlasProbabilityOrNull == null ? 0 : atlasProbabilityOrNull.values()[i];
			if (threshold.isNode(probability.values()[i], p)) mask.values()[i] = 1;
		}
		return mask;
	}

	private static PostProcessed nodes(final Mask candidates, final Box box, final Surroundings around,
		final PostProcessingOptions options, final long outsideHull)
	{
		final Mask part = Crop.crop(candidates, box);
		final InputBorder.Cleared cleared = options.needsInput() ? InputBorder.clear(part, around.networkInput()
			.orElseThrow(), options.borderVoxels()) : new InputBorder.Cleared(part, 0);
		final Mask soft = options.needsCt() ? within(cleared.kept(), Crop.crop(around.ct().orElseThrow(), box), options)
			: cleared.kept();
		final Components.Labelling components = Components.label(soft, Connectivity.SIX);
		final ShapeMoments[] moments = moments(components);
		final double[] diameterMm = new double[moments.length];
		for (int label = 1; label < moments.length; label++)
			diameterMm[label] = moments[label].ellipsoidDiametersMm()[0];
		final List<Integer> kept = IntStream.rangeClosed(1, components.count()).filter(label -> diameterMm[label] >= options
			.minDiameterMm() && moments[label].volumeMm3() > options.minVolumeMm3()).boxed().sorted(Comparator.comparing(
				label -> -components.sizes()[label])).toList();
		if (kept.size() > MAX_NODES) throw new InputException("There are " + kept.size() +
			" components, more than the 65535 an instance map can hold; raise the threshold or minDiameterMm");
		final int oneSlice = (int) IntStream.rangeClosed(1, components.count()).filter(label -> diameterMm[label] == 0 &&
			options.minDiameterMm() > 0).count();
		final short[] idOf = new short[components.count() + 1];
		for (int k = 0; k < kept.size(); k++)
			idOf[kept.get(k)] = (short) (k + 1);
		final LabelVolume nodes = new LabelVolume(components.grid());
		for (int i = 0; i < nodes.labels().length; i++)
			nodes.labels()[i] = idOf[components.labels()[i]];
		return new PostProcessed(Crop.paste(nodes, box, candidates.grid()), kept.size(), outsideHull, cleared.removed(),
			cleared.kept().count() - soft.count(), components.count() - kept.size() - oneSlice, oneSlice);
	}

	/** The voxels whose Hounsfield units lie between the limits, both included. */
	private static Mask within(final Mask mask, final CtVolume ct, final PostProcessingOptions options) {
		final byte[] kept = new byte[mask.values().length];
		for (int i = 0; i < kept.length; i++)
			if (mask.get(i) && ct.hu()[i] >= options.minHu() && ct.hu()[i] <= options.maxHu()) kept[i] = 1;
		return new Mask(mask.grid(), kept);
	}

	private static ShapeMoments[] moments(final Components.Labelling components) {
		final Grid grid = components.grid();
		final ShapeMoments[] moments = new ShapeMoments[components.count() + 1];
		for (int label = 1; label < moments.length; label++)
			moments[label] = new ShapeMoments(grid);
		for (int z = 0, i = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++)
					if (components.labels()[i] != 0) moments[components.labels()[i]].add(x, y, z);
		return moments;
	}
}
