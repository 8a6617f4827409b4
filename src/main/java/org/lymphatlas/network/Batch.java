package org.lymphatlas.network;

import java.util.Arrays;

/**
 * Patches with their truth.
 *
 * @param n number of patches
 * @param channels input channels
 * @param sizeZyx the patches' size D, H, W
 * @param input N*C*D*H*W values, x fastest
 * @param target N*D*H*W values, 1 for a node's voxel and 0 elsewhere
 * @param lossWeight N*D*H*W values: the weight of each voxel in the Dice term (paper A, equation 2), 1 where unused
 */
public record Batch(int n, int channels, int[] sizeZyx, float[] input, float[] target, float[] lossWeight) {

	public Batch {
		final long voxels = n * Tensor.length(sizeZyx);
		if (n < 1 || channels < 1 || sizeZyx.length != 3 || input.length != voxels * channels || target.length != voxels
			|| lossWeight.length != voxels) {
			throw new IllegalArgumentException("The arrays of a batch of " + n + " patches of "
				+ Arrays.toString(sizeZyx) + " voxels in " + channels + " channels hold " + input.length + ", "
				+ target.length + " and " + lossWeight.length + " values.");
		}
	}
}
