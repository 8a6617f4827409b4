package org.lymphatlas.segmentation.totalsegmentator;

import java.util.Map;

import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Unet;

/** How long a network will take, from its convolutions and the speed that the engine's probe measured. */
final class ExpectedTime {

	/** A whole network's time over that of its convolutions at the probe's speed, as measured with TotalSegmentator's. */
	private static final double OVERHEAD = 1.6;

	private ExpectedTime() {}

	/**
	 * @param gflops of a 3x3x3 convolution, 10^9 multiply-adds x 2 a second
	 * @return seconds for so many patches
	 */
	static double seconds(final NetworkSpec network, final int[] patchZyx, final int patches, final double gflops) {
		return OVERHEAD * patches * flops(network, patchZyx) / (gflops * 1e9);
	}

	/** Multiplications and additions in the convolutions of one patch, up to the finest head. */
	static double flops(final NetworkSpec network, final int[] patchZyx) {
		double sum = 0;
		for (final Map.Entry<String, int[]> parameter : Unet.parameterShapes(network).entrySet())
			if (parameter.getValue().length == 5) sum += 2.0 * Tensor.length(parameter.getValue()) * positions(network,
				parameter.getKey(), patchZyx);
		return sum;
	}

	/** Voxels at which a kernel is applied: of its stage's output, and for a transposed convolution of its input. */
	private static double positions(final NetworkSpec network, final String name, final int[] patchZyx) {
		final String[] parts = name.split("\\.");
		final int stages = network.stages();
		if (name.startsWith("encoder.stem")) return voxels(network, 0, patchZyx);
		final int level = Integer.parseInt(parts[2]);
		return switch (parts[0] + "." + parts[1]) {
			case "encoder.stages" -> voxels(network, level, patchZyx);
			case "decoder.stages" -> voxels(network, stages - 2 - level, patchZyx);
			case "decoder.transpconvs" -> voxels(network, stages - 1 - level, patchZyx);
			default -> level == stages - 2 ? voxels(network, 0, patchZyx) : 0;
		};
	}

	private static double voxels(final NetworkSpec network, final int stage, final int[] patchZyx) {
		double voxels = 1;
		for (int a = 0; a < 3; a++) {
			voxels *= patchZyx[a];
			for (int s = 0; s <= stage; s++)
				voxels /= network.strides().get(s)[a];
		}
		return voxels;
	}
}
