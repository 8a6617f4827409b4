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
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.SameGrid;
import org.lymphatlas.volume.ShapeMoments;

/**
 * From a probability to node instances, as in Engelson et al. (LNQ 2023), section 3.4: a threshold that the atlas
 * probability lowers, the lungs' convex hull, and the removal of small components. Linear in the voxels; components are
 * 6-connected throughout.
 */
public final class PostProcessing {

	private static final int MAX_NODES = 0xffff;

	private PostProcessing() {}

	/**
	 * @param probability of being a node, in [0, 1]
	 * @param atlasProbabilityOrNull in [0, 1] on the same grid; without it the threshold is the same everywhere
	 * @param lungHullOrNull on the same grid; without it nothing is cut away
	 * @throws InputException if grids differ, an atlas probability is not in [0, 1], or more than 65535 nodes remain
	 */
	public static PostProcessed instances(final FloatVolume probability, final FloatVolume atlasProbabilityOrNull,
		final Mask lungHullOrNull, final PostProcessingOptions options)
	{
		final Grid grid = probability.grid();
		if (atlasProbabilityOrNull != null) SameGrid.check("probability", grid, "atlas probability", atlasProbabilityOrNull
			.grid());
		if (lungHullOrNull != null) SameGrid.check("probability", grid, "lung hull", lungHullOrNull.grid());
		final Mask candidates = threshold(probability, atlasProbabilityOrNull, options.threshold());
		final long all = candidates.count();
		if (lungHullOrNull != null) for (int i = 0; i < candidates.values().length; i++)
			candidates.values()[i] &= lungHullOrNull.values()[i];
		final long outsideHull = all - candidates.count();
		final Optional<Box> bounds = candidates.bounds();
		if (bounds.isEmpty()) return new PostProcessed(new LabelVolume(grid), 0, outsideHull, 0, 0);
		return largeComponents(candidates, bounds.get(), options.minDiameterMm(), outsideHull);
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

	private static PostProcessed largeComponents(final Mask candidates, final Box box, final double minDiameterMm,
		final long outsideHull)
	{
		final Components.Labelling components = Components.label(Crop.crop(candidates, box), Connectivity.SIX);
		final ShapeMoments[] moments = moments(components);
		final double[] diameterMm = new double[moments.length];
		for (int label = 1; label < moments.length; label++)
			diameterMm[label] = moments[label].ellipsoidDiametersMm()[0];
		final List<Integer> kept = IntStream.rangeClosed(1, components.count()).filter(
			label -> diameterMm[label] >= minDiameterMm).boxed().sorted(Comparator.comparing(
				label -> -components.sizes()[label])).toList();
		if (kept.size() > MAX_NODES) throw new InputException("There are " + kept.size() +
			" components, more than the 65535 an instance map can hold; raise the threshold or minDiameterMm");
		final int oneSlice = (int) IntStream.rangeClosed(1, components.count()).filter(
			label -> diameterMm[label] == 0 && minDiameterMm > 0).count();
		final short[] idOf = new short[moments.length];
		for (int k = 0; k < kept.size(); k++)
			idOf[kept.get(k)] = (short) (k + 1);
		final LabelVolume nodes = new LabelVolume(components.grid());
		for (int i = 0; i < nodes.labels().length; i++)
			nodes.labels()[i] = idOf[components.labels()[i]];
		return new PostProcessed(Crop.paste(nodes, box, candidates.grid()), kept.size(), outsideHull, components.count() -
			kept.size() - oneSlice, oneSlice);
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
