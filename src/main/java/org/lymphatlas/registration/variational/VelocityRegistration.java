package org.lymphatlas.registration.variational;

import java.util.Arrays;
import java.util.List;

import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.registration.Channels;
import org.lymphatlas.registration.DisplacementTransform;
import org.lymphatlas.registration.Folding;
import org.lymphatlas.registration.RegistrationException;
import org.lymphatlas.task.Cancellation;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.scijava.task.Task;

/**
 * Diffusion-regularised registration by a stationary velocity field (paper A, appendix), coarse to fine, on organ masks
 * and intensities together: {@code v <- (1 - lambda Laplacian)^-1 (v + force)} until the residual stops falling.
 */
final class VelocityRegistration {

	/** One resolution. */
	private record Level(double spacingMm, double sigmaMm, int steps) {}

	private static final Level[] LEVELS = { new Level(10, 5, 40), new Level(5.5, 2.5, 30), new Level(3.5, 1.5, 14) };
	private static final double LAMBDA = 0.4;
	private static final float ORGAN_WEIGHT = 1;
	private static final float INTENSITY_WEIGHT = 1;
	/** Steps without a gain of this share of the residual end a level. */
	private static final int PATIENCE = 8;
	private static final double GAIN = 2e-3;
	/** Attempts to smooth a fold away before the registration is refused. */
	private static final int UNFOLD_ATTEMPTS = 20;

	private final Task task;

	private VelocityRegistration(final Task task) {
		this.task = task;
	}

	/** A deformation of fixed space (exp(v), inverse exp(-v)) to be followed by the affine transform. */
	static DisplacementTransform align(final Channels fixed, final Channels moving, final AffineTransform affine,
		final Task task)
	{
		final VelocityRegistration registration = new VelocityRegistration(task);
		task.setProgressMaximum(Arrays.stream(LEVELS).mapToInt(Level::steps).sum());
		VelocityField field = null;
		int done = 0;
		for (final Level level : LEVELS) {
			final Channels f = fixed.smoothed(level.sigmaMm(), level.spacingMm());
			final Channels m = moving.smoothed(level.sigmaMm(), level.spacingMm());
			final VelocityField start = field == null ? VelocityField.zero(f.grid()) : field.on(f.grid());
			field = registration.descend(start, sampler(f), sampler(m), affine, level.steps(), done);
			done += level.steps();
		}
		return registration.unfolded(field);
	}

	private static ChannelSampler sampler(final Channels channels) {
		final List<FloatVolume> images = channels.guides();
		images.add(channels.intensity());
		return new ChannelSampler(channels.grid(), images);
	}

	private VelocityField descend(final VelocityField start, final ChannelSampler fixed, final ChannelSampler moving,
		final AffineTransform affine, final int steps, final int done)
	{
		final Grid grid = start.grid;
		final float[] weights = new float[fixed.channels()];
		Arrays.fill(weights, ORGAN_WEIGHT);
		weights[weights.length - 1] = INTENSITY_WEIGHT;
		final DemonsForce forces = new DemonsForce(fixed, moving, affine, weights);
		final Diffusion diffusion = new Diffusion(grid, LAMBDA);
		final float[] v = start.v;
		final float[] force = new float[v.length];
		final VelocityField field = new VelocityField(grid, v);
		float[] best = v.clone();
		double bestResidual = Double.POSITIVE_INFINITY;
		int bestStep = 0;
		for (int k = 0; k < steps && k - bestStep <= PATIENCE; k++) {
			Cancellation.check(task);
			task.setProgressValue(done + k);
			final double residual = forces.at(field.exp(1), force);
			if (residual < bestResidual * (1 - GAIN)) bestStep = k;
			if (residual < bestResidual) {
				bestResidual = residual;
				System.arraycopy(v, 0, best, 0, v.length);
			}
			for (int i = 0; i < v.length; i++)
				v[i] += force[i];
			diffusion.smooth(v);
		}
		return new VelocityField(grid, best);
	}

	private DisplacementTransform unfolded(final VelocityField field) {
		final Diffusion diffusion = new Diffusion(field.grid, 1);
		for (int k = 0; k < UNFOLD_ATTEMPTS; k++) {
			Cancellation.check(task);
			final DisplacementTransform transform = field.transform();
			if (Folding.percent(transform, field.grid) == 0 && Folding.percent(transform.inverse(), field.grid) == 0)
				return transform;
			diffusion.smooth(field.v);
		}
		throw new RegistrationException("the deformation still folds after smoothing it " + UNFOLD_ATTEMPTS + " times");
	}
}
