package org.lymphatlas.atlas;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Gaussian;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;

/**
 * Averages the annotations of registered cases into the probabilistic lymph node atlas (paper A, 3.1 and appendix A): the
 * share of nodes at each voxel of the reference by {@link AnnotationWeights}, smoothed with a Gaussian of 5 mm in three
 * dimensions, and scaled so that the largest value is 1. What a case's field of view does not reach does not count for
 * it; a voxel that fewer than a tenth of the cases see counts as if a tenth saw it, so that one node at the edge of one
 * large field does not set the scale. Only whole numbers are summed, so the order of the cases does not matter. Holds 8
 * bytes a voxel.
 */
public final class AtlasBuilder {

	/** Standard deviation of the smoothing, mm. */
	public static final double SIGMA_MM = 5;

	private static final double LEAST_SHARE_SEEN = 0.1;
	private static final double SAME_GRID_MM = 0.01;

	private final Grid grid;
	private final Counts full;
	private final Counts partial;

	/** @param grid the reference CT's */
	public AtlasBuilder(final Grid grid) {
		this.grid = grid;
		full = new Counts(grid.voxels());
		partial = new Counts(grid.voxels());
	}

	/** Adds a case of which every node is annotated. */
	public void addFull(final WarpedLabels nodes) {
		add(full, nodes);
	}

	/** Adds a case of which some nodes are annotated. */
	public void addPartial(final WarpedLabels nodes) {
		add(partial, nodes);
	}

	private void add(final Counts counts, final WarpedLabels nodes) {
		if (!nodes.codes().grid().matches(grid, SAME_GRID_MM)) throw new IllegalArgumentException("Nodes on " + nodes.codes()
			.grid() + " for a reference on " + grid);
		counts.add(nodes);
	}

	/**
	 * The probability from the cases so far.
	 *
	 * @throws InputException if no case had a node in the reference's field, or if nothing speaks against nodes: all cases
	 *           are partially annotated and the completeness is 0
	 */
	public FloatVolume probability(final AnnotationWeights weights) {
		if (full.cases == 0 && weights.completeness() == 0) throw new InputException("With partialCompleteness=0 and no " +
			"fully annotated case nothing says where there are no nodes; give a completeness above 0, or fully annotated cases");
		final float[] smooth = Gaussian.smooth(new FloatVolume(grid, mean(weights)), SIGMA_MM).values();
		float largest = 0;
		for (final float v : smooth)
			largest = Math.max(largest, v);
		if (largest == 0) throw new InputException("None of the " + (full.cases + partial.cases) +
			" cases has an annotated node inside the reference's field; check the manifest and the registrations");
		for (int i = 0; i < smooth.length; i++)
			smooth[i] = Math.max(0, Math.min(1, smooth[i] / largest));
		return new FloatVolume(grid, smooth);
	}

	private float[] mean(final AnnotationWeights weights) {
		final double least = LEAST_SHARE_SEEN * weights.seen(full.cases, 0, partial.cases);
		final float[] mean = new float[grid.voxels()];
		IntStream.range(0, mean.length).parallel().forEach(i -> {
			final double marked = weights.marked(full.marked[i], partial.marked[i]);
			if (marked > 0) mean[i] = (float) (marked / Math.max(least, weights.seen(full.seen[i], partial.marked[i],
				partial.seen[i])));
		});
		return mean;
	}

	/**
	 * An atlas of what was averaged.
	 *
	 * @throws InputException if the reference's tracheal bifurcation is not known
	 */
	public static Atlas atlas(final String name, final CtVolume reference, final Anatomy anatomy,
		final LabelVolume stations, final FloatVolume probability, final Map<String, String> provenance,
		final List<AtlasCase> cases)
	{
		final double[] carina = anatomy.landmarks().carina().orElseThrow(() -> new InputException(
			"The reference CT shows no tracheal bifurcation: " + anatomy.landmarks().carinaReason()));
		return new Atlas(name, reference, anatomy, stations, probability, Atlas.largestDistanceMm(reference.grid(), carina),
			provenance, cases);
	}

	/** How many cases mark a node at each voxel, and how many see it; {@code char} is Java's unsigned 16-bit number. */
	private static final class Counts {

		private final char[] marked;
		private final char[] seen;
		private int cases;

		Counts(final int voxels) {
			marked = new char[voxels];
			seen = new char[voxels];
		}

		void add(final WarpedLabels nodes) {
			if (cases == Character.MAX_VALUE) throw new InputException("An atlas of more than " + (int) Character.MAX_VALUE +
				" cases cannot be counted");
			IntStream.range(0, seen.length).parallel().forEach(i -> {
				if (nodes.sees(i)) seen[i]++;
				if (nodes.labelAt(i) > 0) marked[i]++;
			});
			cases++;
		}
	}
}
