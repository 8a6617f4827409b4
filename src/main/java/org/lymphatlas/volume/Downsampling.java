package org.lymphatlas.volume;

import java.util.stream.IntStream;

/** CTs on coarser grids of any direction, without aliasing their noise. */
public final class Downsampling {

	private static final float AIR_HU = -1024;

	/** A CT whose voxels are smaller than this share of the target's is averaged first. */
	private static final double FINER = 0.75;

	private Downsampling() {}

	/**
	 * A CT on another grid: averaged over about a target voxel along the axes where the CT is finer, interpolated
	 * where it is coarser; -1024 HU beyond the CT. Needs one float copy of the averaged CT.
	 */
	public static CtVolume ct(final CtVolume ct, final Grid target) {
		final Grid own = ct.grid();
		final double[] wanted = IntStream.range(0, 3).mapToDouble(axis -> spacingAlong(own, axis, target)).toArray();
		if (IntStream.range(0, 3).noneMatch(a -> own.spacing(a) < FINER * wanted[a])) return Resampling.ct(ct, target,
			PointMapping.IDENTITY);
		final double[] coarse = IntStream.range(0, 3).mapToDouble(a -> Math.max(own.spacing(a), wanted[a])).toArray();
		final FloatVolume averaged = Resampling.box(ct, own.withSpacing(coarse[0], coarse[1], coarse[2]));
		final float[] values = Resampling.linear(averaged, target, PointMapping.IDENTITY, AIR_HU).values();
		final short[] hu = new short[values.length];
		for (int i = 0; i < hu.length; i++)
			hu[i] = (short) Math.rint(values[i]);
		return new CtVolume(target, hu);
	}

	/** Millimetres from one voxel of the target to the next along an axis of the CT. */
	private static double spacingAlong(final Grid own, final int axis, final Grid target) {
		if (target.spacing(0) == target.spacing(1) && target.spacing(1) == target.spacing(2)) return target.spacing(0);
		final double[] from = own.direction(), to = target.direction();
		double voxelsPerMm = 0;
		for (int a = 0; a < 3; a++) {
			final double cosine = from[axis] * to[a] + from[3 + axis] * to[3 + a] + from[6 + axis] * to[6 + a];
			voxelsPerMm = Math.hypot(voxelsPerMm, cosine / target.spacing(a));
		}
		return 1 / voxelsPerMm;
	}
}
