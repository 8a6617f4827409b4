package org.lymphatlas.registration.variational;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.registration.Channels;
import org.lymphatlas.task.Cancellation;
import org.scijava.task.Task;

/**
 * Rigid and affine alignment of smoothed organ masks: Levenberg-Marquardt on {@link NormalEquations}, coarse to fine
 * (paper A, 3.1: smoothed binary masks; here with all organs as channels, and the carina as a landmark).
 */
final class AffineAlignment {

	/** Spacing and sigma in mm, coarse to fine; the affine stage starts where the rigid one ended. */
	private static final double[][] RIGID_LEVELS = { { 12, 8 }, { 6, 4 } };
	private static final double[][] AFFINE_LEVELS = { { 6, 4 }, { 4, 2 } };
	private static final int MAX_STEPS = 30;
	private static final int MAX_TRIES = 6;
	private static final double SMALLEST_STEP_MM = 0.01;
	private static final double FIRST_DAMPING = 1e-2;

	private final Motion motion;
	private final Task task;

	private AffineAlignment(final Motion motion, final Task task) {
		this.motion = motion;
		this.task = task;
	}

	static AffineTransform align(final Motion motion, final Channels fixed, final Channels moving,
		final AffineTransform initial, final Task task)
	{
		AffineTransform transform = initial;
		for (final double[] level : motion == Motion.RIGID ? RIGID_LEVELS : AFFINE_LEVELS) {
			final Channels f = fixed.smoothed(level[1], level[0]);
			final Channels m = moving.smoothed(level[1], level[0]);
			transform = new AffineAlignment(motion, task).descend(f, m, centre(f), transform);
		}
		return transform;
	}

	private static ChannelSampler sampler(final Channels channels) {
		return new ChannelSampler(channels.grid(), List.copyOf(channels.organs().values()));
	}

	/** The middle of the organs' centres. */
	private static double[] centre(final Channels channels) {
		final double[] mean = new double[3];
		final List<double[]> centroids = new ArrayList<>();
		for (final OrganGroup group : channels.organs().keySet()) {
			final double[] c = channels.centroid(group);
			if (!Double.isNaN(c[0])) centroids.add(c);
		}
		for (final double[] c : centroids)
			for (int a = 0; a < 3; a++)
				mean[a] += c[a] / centroids.size();
		return mean;
	}

	private AffineTransform descend(final Channels fixedChannels, final Channels movingChannels,
		final double[] fixedCentre, final AffineTransform initial)
	{
		final ChannelSampler fixed = sampler(fixedChannels), moving = sampler(movingChannels);
		final Optional<LandmarkPair> carina = LandmarkPair.carina(fixedChannels, movingChannels);
		AffineTransform transform = initial;
		double damping = FIRST_DAMPING;
		for (int k = 0; k < MAX_STEPS; k++) {
			Cancellation.check(task);
			final double[] centre = new double[3];
			transform.apply(fixedCentre, centre);
			final NormalEquations here = NormalEquations.at(transform, centre, fixed, moving, carina, true);
			boolean better = false;
			double stepMm = 0;
			for (int t = 0; t < MAX_TRIES && !better; t++) {
				final double[] step = solve(here, damping);
				final AffineTransform candidate = transform.compose(motion.step(step, centre));
				stepMm = new ArrayRealVector(step).getNorm();
				better = NormalEquations.at(candidate, centre, fixed, moving, carina, false).cost < here.cost;
				damping = better ? Math.max(1e-6, damping * 0.2) : damping * 5;
				if (better) transform = candidate;
			}
			if (!better || stepMm < SMALLEST_STEP_MM) break;
		}
		return transform;
	}

	private double[] solve(final NormalEquations equations, final double damping) {
		final double[][] h = motion.project(equations.hessian);
		final double[] g = motion.project(equations.gradient);
		double trace = 0;
		for (int i = 0; i < h.length; i++)
			trace += h[i][i] / h.length;
		for (int i = 0; i < h.length; i++)
			h[i][i] += damping * (h[i][i] + 1e-3 * trace) + 1e-12;
		try {
			return new LUDecomposition(new Array2DRowRealMatrix(h, false)).getSolver().solve(new ArrayRealVector(g, false))
				.mapMultiply(-1).toArray();
		}
		catch (final SingularMatrixException flat) {
			return new double[g.length];
		}
	}
}
