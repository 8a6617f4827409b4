package org.lymphatlas.volume;

import java.util.Arrays;

/** CTs on coarser grids of any direction, without aliasing their noise. */
public final class Downsampling {

	private static final float AIR_HU = -1024;

	/** A CT whose voxels are smaller than this share of the target's is averaged first. */
	private static final double FINER = 0.75;

	private Downsampling() {}

	/**
	 * A CT on an isotropic grid: averaged over about a target voxel along the axes where the CT is finer, interpolated
	 * where it is coarser; -1024 HU beyond the CT. Needs one float copy of the averaged CT.
	 */
	public static CtVolume ct(final CtVolume ct, final Grid target) {
		final Grid own = ct.grid();
		final double spacingMm = target.spacing(0);
		if (Arrays.stream(own.spacing()).noneMatch(s -> s < FINER * spacingMm)) return Resampling.ct(ct, target,
			PointMapping.IDENTITY);
		final double[] coarse = Arrays.stream(own.spacing()).map(s -> Math.max(s, spacingMm)).toArray();
		final FloatVolume averaged = Resampling.box(ct, own.withSpacing(coarse[0], coarse[1], coarse[2]));
		final float[] values = Resampling.linear(averaged, target, PointMapping.IDENTITY, AIR_HU).values();
		final short[] hu = new short[values.length];
		for (int i = 0; i < hu.length; i++)
			hu[i] = (short) Math.rint(values[i]);
		return new CtVolume(target, hu);
	}
}
