package org.lymphatlas.segmentation.nnunet;

import java.util.Arrays;
import java.util.OptionalInt;

import org.lymphatlas.network.nnunet.NnunetPlan.ResamplingRule;
import org.lymphatlas.volume.AxisResampling;

/** nnU-Net's choices for a resampling: how large the result is, and whether the coarse axis goes apart. */
final class ResamplingAxes {

	/** A grid is anisotropic when its largest spacing is over so many times its smallest. */
	private static final double ANISOTROPIC = 3;

	private ResamplingAxes() {}

	/** Sizes after resampling, rounded half to even; 0 where less than half a voxel is left. */
	static int[] size(final int[] from, final double[] fromMm, final double[] toMm) {
		final int[] to = new int[3];
		for (int a = 0; a < 3; a++)
			to[a] = (int) Math.rint(fromMm[a] / toMm[a] * from[a]);
		return to;
	}

	/** The axis that is resampled apart from the plane of the other two, if any. */
	static OptionalInt separate(final ResamplingRule rule, final double[] fromMm, final double[] toMm) {
		if (rule.separateZ().isPresent()) return rule.separateZ().get() ? coarsest(fromMm) : OptionalInt.empty();
		if (isAnisotropic(fromMm)) return coarsest(fromMm);
		return isAnisotropic(toMm) ? coarsest(toMm) : OptionalInt.empty();
	}

	private static boolean isAnisotropic(final double[] mm) {
		return Arrays.stream(mm).max().orElseThrow() / Arrays.stream(mm).min().orElseThrow() > ANISOTROPIC;
	}

	/** Empty when two or three axes are equally coarse. */
	private static OptionalInt coarsest(final double[] mm) {
		final double max = Arrays.stream(mm).max().orElseThrow();
		int coarsest = -1;
		for (int a = 0; a < 3; a++)
			if (mm[a] == max) {
				if (coarsest >= 0) return OptionalInt.empty();
				coarsest = a;
			}
		return OptionalInt.of(coarsest);
	}

	/** Along each axis. */
	static AxisResampling[] of(final ResamplingRule rule, final OptionalInt separate, final int[] from, final int[] to) {
		final AxisResampling[] axes = new AxisResampling[3];
		for (int a = 0; a < 3; a++)
			axes[a] = new AxisResampling(from[a], to[a], separate.isPresent() && separate.getAsInt() == a ? rule.orderZ()
				: rule.order());
		return axes;
	}
}
