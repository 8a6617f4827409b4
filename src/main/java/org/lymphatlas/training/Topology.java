package org.lymphatlas.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Stages of a U-Net by nnU-Net's rules: an axis is halved as long as at least 4 voxels are left and its spacing is less
 * than twice the finest one's; its kernels are 3 once its spacing is so near, 1 before. Axes are z, y, x.
 *
 * @param strides at the entry of each stage; the first is 1, 1, 1
 * @param kernels of each stage
 * @param patchZyx the patch, padded to what the strides divide
 */
record Topology(List<int[]> strides, List<int[]> kernels, int[] patchZyx) {

	private static final int MIN_EDGE_VOXELS = 4;
	private static final double MAX_SPACING_RATIO = 2;

	/**
	 * @param spacingMm of the voxels
	 * @param sizeZyx the patch that is wanted
	 */
	static Topology of(final double[] spacingMm, final int[] sizeZyx) {
		final double[] spacing = spacingMm.clone();
		final int[] size = sizeZyx.clone(), kernel = { 1, 1, 1 }, divisor = { 1, 1, 1 };
		final List<int[]> strides = new ArrayList<>(List.of(new int[] { 1, 1, 1 })), kernels = new ArrayList<>();
		while (true) {
			final int[] halved = halved(spacing, size);
			if (halved.length == 0 || halved.length == 1 && size[halved[0]] < 3 * MIN_EDGE_VOXELS) break;
			widen(kernel, spacing);
			final int[] stride = { 1, 1, 1 };
			for (final int axis : halved) {
				stride[axis] = 2;
				divisor[axis] *= 2;
				spacing[axis] *= 2;
				size[axis] = (size[axis] + 1) / 2;
			}
			strides.add(stride);
			kernels.add(kernel.clone());
		}
		kernels.add(new int[] { 3, 3, 3 });
		return new Topology(List.copyOf(strides), List.copyOf(kernels), IntStream.range(0, 3).map(a -> (sizeZyx[a] + divisor[a] -
			1) / divisor[a] * divisor[a]).toArray());
	}

	/** The axes that the next stage halves. */
	private static int[] halved(final double[] spacing, final int[] size) {
		final int[] large = IntStream.range(0, 3).filter(a -> size[a] >= 2 * MIN_EDGE_VOXELS).toArray();
		final double finest = IntStream.of(large).mapToDouble(a -> spacing[a]).min().orElse(0);
		return IntStream.of(large).filter(a -> spacing[a] / finest < MAX_SPACING_RATIO).toArray();
	}

	private static void widen(final int[] kernel, final double[] spacing) {
		final double finest = Math.min(spacing[0], Math.min(spacing[1], spacing[2]));
		for (int a = 0; a < 3; a++)
			if (spacing[a] / finest < MAX_SPACING_RATIO) kernel[a] = 3;
	}

	int[] divisorZyx() {
		final int[] divisor = { 1, 1, 1 };
		for (final int[] stride : strides)
			for (int a = 0; a < 3; a++)
				divisor[a] *= stride[a];
		return divisor;
	}
}
