package org.lymphatlas.training;

import java.util.Arrays;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Morphology;

/**
 * How much a voxel counts in the Dice term (paper A, equation 2): 1 - PA, not below 0.75, and 1 where the ground truth,
 * dilated by a box of radius 2, is foreground. A false positive where nodes are likely costs less, since it may be a node
 * that the annotation lacks.
 */
final class LossWeightMap {

	private static final float FLOOR = 0.75f;
	private static final int RADIUS_VOXELS = 2;

	private LossWeightMap() {}

	/** @param probability atlas probability in [0, 1], z, y, x as the target */
	static float[] of(final float[] probability, final byte[] target, final int[] sizeZyx) {
		final float[] weight = new float[target.length];
		final byte[] near = near(target, sizeZyx);
		for (int i = 0; i < weight.length; i++)
			weight[i] = near[i] != 0 ? 1 : Math.max(FLOOR, Math.min(1, 1 - probability[i]));
		return weight;
	}

	/** Not 0 within a box of radius 2 around foreground. */
	static byte[] near(final byte[] target, final int[] sizeZyx) {
		final Mask truth = new Mask(Grid.of(sizeZyx[2], sizeZyx[1], sizeZyx[0], 1, 1, 1), target);
		return Morphology.dilateBox(truth, RADIUS_VOXELS, RADIUS_VOXELS, RADIUS_VOXELS).values();
	}

	/** Every voxel counts alike. */
	static float[] uniform(final int voxels) {
		final float[] weight = new float[voxels];
		Arrays.fill(weight, 1);
		return weight;
	}
}
