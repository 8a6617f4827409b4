package org.lymphatlas.registration;

import java.util.ArrayList;
import java.util.List;

import org.lymphatlas.anatomy.OrganGroup;

/**
 * The translation that a registration starts from: centres of gravity laid on one another. Where a field of view cuts
 * organs off, their centres mislead, so other shifts along the body and the images' own positions compete, and the one
 * under which the smoothed organs overlap best wins.
 */
final class Start {

	/** How smooth and coarse the images that starts are compared on should be. */
	static final double SIGMA_MM = 8, SPACING_MM = 12;
	private static final double STEP_MM = 20;
	private static final int STEPS = 6;

	private Start() {}

	/** Of images smoothed with {@link #SIGMA_MM} at {@link #SPACING_MM}. */
	static AffineTransform find(final Channels fixed, final Channels moving) {
		AffineTransform best = AffineTransform.identity();
		double bestScore = -1;
		for (final AffineTransform candidate : candidates(fixed, moving)) {
			final double score = Overlap.soft(fixed, moving, candidate);
			if (score > bestScore) {
				bestScore = score;
				best = candidate;
			}
		}
		return best;
	}

	private static List<AffineTransform> candidates(final Channels fixed, final Channels moving) {
		final List<double[]> shifts = new ArrayList<>();
		final double[] mean = new double[3];
		for (final OrganGroup group : fixed.organs().keySet()) {
			final double[] f = fixed.centroid(group);
			final double[] m = moving.centroid(group);
			final double[] shift = { m[0] - f[0], m[1] - f[1], m[2] - f[2] };
			// An organ of a few voxels may be lost on the coarse grid, and then has no centre
			if (!Double.isNaN(shift[0])) shifts.add(shift);
		}
		for (final double[] shift : shifts)
			for (int a = 0; a < 3; a++)
				mean[a] += shift[a] / shifts.size();
		final List<AffineTransform> candidates = new ArrayList<>();
		candidates.add(AffineTransform.translation(mean[0], mean[1], mean[2]));
		for (int k = 1; k <= STEPS; k++) {
			candidates.add(AffineTransform.translation(mean[0], mean[1], mean[2] + k * STEP_MM));
			candidates.add(AffineTransform.translation(mean[0], mean[1], mean[2] - k * STEP_MM));
		}
		for (final double[] shift : shifts)
			candidates.add(AffineTransform.translation(shift[0], shift[1], shift[2]));
		candidates.add(AffineTransform.identity());
		return candidates;
	}
}
