package org.lymphatlas.training;

/** How much each voxel of a patch counts in the loss. */
@FunctionalInterface
interface VoxelWeights {

	/** All alike. */
	VoxelWeights UNIFORM = (annotation, probability, target, sizeZyx) -> LossWeightMap.uniform(target.length);

	/**
	 * @param annotation of the case that the patch shows
	 * @param probability atlas probability in [0, 1], z, y, x as the target; absent for {@link #UNIFORM} weights
	 * @param target 1 for an annotated node's voxel, 0 elsewhere
	 * @param sizeZyx of both
	 */
	float[] of(Annotation annotation, float[] probability, byte[] target, int[] sizeZyx);
}
