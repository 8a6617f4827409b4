package org.lymphatlas.registration.variational;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.registration.Channels;
import org.lymphatlas.registration.DisplacementTransform;
import org.lymphatlas.registration.Drive;
import org.lymphatlas.registration.Jacobian;
import org.lymphatlas.registration.RegistrationException;
import org.lymphatlas.task.Cancellation;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.scijava.task.Task;

/**
 * Diffusion-regularised registration by a stationary velocity field (paper A, appendix), coarse to fine, on organ masks
 * and intensities: {@code v <- (1 - lambda Laplacian)^-1 (v + force)} until the residual stops falling.
 */
final class VelocityRegistration {

	/** One resolution. */
	private record Level(double spacingMm, double sigmaMm, int steps) {}

	private static final Level[] LEVELS = { new Level(10, 5, 40), new Level(5.5, 2.5, 30), new Level(3.5, 1.5, 14) };
	private static final double LAMBDA = 0.5;
	/** See {@link VelocityField#exp}; twice as coarse as in the result, since the next step mends what it gets wrong. */
	private static final double SMALL_STEP = 0.5;
	/** Height 2: the carina counts like four organs where it is, which its size would not let it do. */
	private static final double GUIDE_SIGMA_MM = 8, GUIDE_HEIGHT = 2;
	/** Steps without a gain of this share of the residual end a level. */
	private static final int PATIENCE = 8;
	private static final double GAIN = 2e-3;
	/** Attempts to smooth a fold away before the registration is refused. */
	private static final int UNFOLD_ATTEMPTS = 20;

	private final Channels fixed;
	private final Channels moving;
	private final AffineTransform affine;
	private final Drive drive;
	private final Task task;

	private VelocityRegistration(final Channels fixed, final Channels moving, final AffineTransform affine,
		final Drive drive, final Task task)
	{
		this.fixed = fixed;
		this.moving = moving;
		this.affine = affine;
		this.drive = drive;
		this.task = task;
	}

	/** A deformation of fixed space (exp(v), inverse exp(-v)) to be followed by the affine transform. */
	static DisplacementTransform align(final Channels fixed, final Channels moving, final AffineTransform affine,
		final Drive drive, final Task task)
	{
		return new VelocityRegistration(fixed, moving, affine, drive, task).run();
	}

	private DisplacementTransform run() {
		task.setProgressMaximum(Arrays.stream(LEVELS).mapToInt(Level::steps).sum());
		VelocityField field = null;
		int done = 0;
		for (final Level level : LEVELS) {
			final ChannelSampler f = sampler(fixed, level), m = sampler(moving, level);
			field = descend(field == null ? VelocityField.zero(f.grid()) : field.on(f.grid()), f, m, level.steps(), done);
			done += level.steps();
		}
		return unfolded(field);
	}

	private ChannelSampler sampler(final Channels channels, final Level level) {
		final Channels smooth = channels.smoothed(level.sigmaMm(), level.spacingMm());
		final List<FloatVolume> images = new ArrayList<>();
		if (drive != Drive.INTENSITIES) images.addAll(smooth.organs().values());
		if (drive != Drive.LABELS) images.add(smooth.intensity());
		return new ChannelSampler(smooth.grid(), images);
	}

	private Optional<DemonsForce.Guide> guide(final Grid fixedGrid, final Grid movingGrid) {
		if (drive == Drive.INTENSITIES) return Optional.empty();
		return LandmarkPair.carina(fixed, moving).map(pair -> new DemonsForce.Guide(new Blob(fixedGrid, pair.fixed(),
			GUIDE_SIGMA_MM, GUIDE_HEIGHT), new Blob(movingGrid, pair.moving(), GUIDE_SIGMA_MM, GUIDE_HEIGHT)));
	}

	/** The field of the least residual on the way. No step copies or makes an array. */
	private VelocityField descend(final VelocityField start, final ChannelSampler f, final ChannelSampler m,
		final int steps, final int done)
	{
		final Grid grid = start.grid;
		final DemonsForce forces = new DemonsForce(f, m, affine, guide(f.grid(), m.grid()));
		final Diffusion diffusion = new Diffusion(grid, LAMBDA);
		final int n = start.v.length;
		final float[] force = new float[n], a = new float[n], b = new float[n];
		float[] v = start.v, best = null, spare = new float[n];
		double bestResidual = Double.POSITIVE_INFINITY;
		int lastGain = 0;
		for (int k = 0; k < steps && k - lastGain <= PATIENCE; k++) {
			Cancellation.check(task);
			task.setProgressValue(done + k);
			final double residual = forces.at(new VelocityField(grid, v).exp(1, SMALL_STEP, a, b), force);
			if (residual < bestResidual * (1 - GAIN)) lastGain = k;
			if (residual < bestResidual) {
				bestResidual = residual;
				if (best != null) spare = best;
				best = v;
			}
			final float[] next = v == best ? spare : v;
			add(v, force, next);
			diffusion.smooth(next);
			v = next;
		}
		return new VelocityField(grid, best == null ? v : best);
	}

	private static void add(final float[] v, final float[] force, final float[] sum) {
		IntStream.range(0, v.length).parallel().forEach(i -> sum[i] = v[i] + force[i]);
	}

	private DisplacementTransform unfolded(final VelocityField field) {
		final Diffusion diffusion = new Diffusion(field.grid, 1);
		for (int k = 0; k < UNFOLD_ATTEMPTS; k++) {
			Cancellation.check(task);
			final DisplacementTransform transform = field.transform();
			if (isUnfolded(transform, field.grid) && isUnfolded(transform.inverse(), field.grid)) return transform;
			diffusion.smooth(field.v);
		}
		throw new RegistrationException("the deformation still folds after smoothing it " + UNFOLD_ATTEMPTS + " times");
	}

	private static boolean isUnfolded(final DisplacementTransform transform, final Grid grid) {
		return Jacobian.of(transform, grid).foldedPercent() == 0;
	}
}
