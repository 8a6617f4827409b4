package org.lymphatlas.training;

import org.lymphatlas.volume.InputException;

/**
 * How patches are drawn.
 *
 * @param foregroundShare at least this share of a batch is centred near a foreground voxel
 * @param jitter the foreground voxel lies up to this share of the patch off its centre, below 0.5
 * @param oversampleFull when fully and partially annotated cases exist, every other sample is of a fully annotated one
 * @param centre which foreground voxel it is
 * @param cache which patches an epoch draws from
 * @param priorsWithheld share of annotated patches whose priors read 0 to the network; the loss sees them all the same
 */
public record Sampling(double foregroundShare, double jitter, boolean oversampleFull, Centre centre,
	SmartCache cache, double priorsWithheld)
{

	/** What every foreground patch is as likely to be centred on as any other. */
	public enum Centre {
		/** Every foreground voxel, as in nnU-Net: large nodes are seen more often. */
		VOXEL,
		/** Every node, then each of its voxels: small nodes are seen as often as large ones. */
		NODE
	}

	public Sampling {
		if (!(foregroundShare >= 0 && foregroundShare <= 1) || !(jitter >= 0 && jitter < 0.5)) throw new InputException(
			"Foreground share " + foregroundShare + " must lie in [0, 1], jitter " + jitter + " in [0, 0.5)");
		if (!(priorsWithheld >= 0 && priorsWithheld <= 1)) throw new InputException("Share of patches without priors " +
			priorsWithheld + " must lie in [0, 1]");
	}

	/** Every place of every case is as likely as any other. */
	public static Sampling anywhere() {
		return new Sampling(0, 0, false, Centre.VOXEL, SmartCache.NONE, 0);
	}

	/** nnU-Net's third; annotations are not told apart. */
	public static Sampling nnunet() {
		return new Sampling(1.0 / 3, 0.25, false, Centre.VOXEL, SmartCache.NONE, 0);
	}

	/** nnU-Net's third; paper A oversamples fully annotated cases. */
	public static Sampling standard() {
		return new Sampling(1.0 / 3, 0.25, true, Centre.VOXEL, SmartCache.NONE, 0);
	}

	/** Every other patch is centred on a foreground voxel. */
	public static Sampling paperB() {
		return new Sampling(0.5, 0, false, Centre.VOXEL, SmartCache.NONE, 0);
	}

	/** The same about other centres. */
	public Sampling withCentre(final Centre other) {
		return new Sampling(foregroundShare, jitter, oversampleFull, other, cache, priorsWithheld);
	}

	/** The same with foreground voxels as far off the patch's centre. */
	public Sampling withJitter(final double other) {
		return new Sampling(foregroundShare, other, oversampleFull, centre, cache, priorsWithheld);
	}

	/** The same out of another choice of patches. */
	public Sampling withCache(final SmartCache other) {
		return new Sampling(foregroundShare, jitter, oversampleFull, centre, other, priorsWithheld);
	}

	/** The same with another share of patches without priors. */
	public Sampling withPriorsWithheld(final double other) {
		return new Sampling(foregroundShare, jitter, oversampleFull, centre, cache, other);
	}

	/** The same for validation, which is with priors as prediction is. */
	Sampling validation() {
		return withCache(cache.validation()).withPriorsWithheld(0);
	}

	/** The same, with or without oversampling of fully annotated cases. */
	public Sampling withOversampleFull(final boolean wanted) {
		return new Sampling(foregroundShare, jitter, wanted, centre, cache, priorsWithheld);
	}
}
