package org.lymphatlas.training;

import org.lymphatlas.volume.InputException;

/**
 * How far the annotation of a voxel is believed: 1 for all voxels of a full annotation. Of a partial one 1 at annotated
 * nodes and as near to them as in {@link LossWeightMap}; elsewhere 1 where the atlas probability is low, so that the
 * voxel is taken for background, 0 where it is high, so that it may be a node which the annotation lacks, and linear
 * between.
 *
 * @param trustedBelow the highest atlas probability with trust 1
 * @param leftAbove the lowest atlas probability with trust 0, not below the other
 */
public record AnnotationTrust(double trustedBelow, double leftAbove) implements VoxelWeights {

	/** Leaves open what the atlas expects a fifth as much as where it expects most. */
	public static final AnnotationTrust STANDARD = new AnnotationTrust(0.02, 0.2);

	/** @throws InputException if the probabilities are out of range or order */
	public AnnotationTrust {
		if (!(trustedBelow >= 0 && trustedBelow <= leftAbove && leftAbove <= 1)) throw new InputException(
			"Background is trusted below an atlas probability of " + trustedBelow + " and left open above " + leftAbove +
				": they must lie between 0 and 1, the second not below the first");
	}

	@Override
	public float[] of(final Annotation annotation, final float[] probability, final byte[] target, final int[] sizeZyx) {
		if (annotation == Annotation.FULL) return LossWeightMap.uniform(target.length);
		final byte[] near = LossWeightMap.near(target, sizeZyx);
		final float[] trust = new float[target.length];
		for (int i = 0; i < trust.length; i++)
			trust[i] = near[i] != 0 ? 1 : at(probability[i]);
		return trust;
	}

	private float at(final float probability) {
		if (probability <= trustedBelow) return 1;
		return (float) Math.max(0, (leftAbove - probability) / (leftAbove - trustedBelow));
	}
}
