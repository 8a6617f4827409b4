package org.lymphatlas.training;

import org.lymphatlas.volume.InputException;

/**
 * How patches are drawn.
 *
 * @param foregroundShare at least this share of a batch is centred near a foreground voxel
 * @param jitter the foreground voxel lies up to this share of the patch off its centre, below 0.5
 * @param oversampleFull when fully and partially annotated cases exist, every other sample is of a fully annotated one
 */
public record Sampling(double foregroundShare, double jitter, boolean oversampleFull) {

	public Sampling {
		if (!(foregroundShare >= 0 && foregroundShare <= 1) || !(jitter >= 0 && jitter < 0.5)) throw new InputException(
			"Foreground share " + foregroundShare + " must lie in [0, 1], jitter " + jitter + " in [0, 0.5)");
	}

	/** nnU-Net's third; paper A oversamples fully annotated cases. */
	public static Sampling standard() {
		return new Sampling(1.0 / 3, 0.25, true);
	}

	/** The same, with or without oversampling of fully annotated cases. */
	public Sampling withOversampleFull(final boolean wanted) {
		return new Sampling(foregroundShare, jitter, wanted);
	}
}
