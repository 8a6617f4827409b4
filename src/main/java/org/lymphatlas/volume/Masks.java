package org.lymphatlas.volume;

/** Voxelwise logic on masks of one grid. */
public final class Masks {

	private static final double SAME_GRID_MM = 1e-2;

	private Masks() {}

	public static Mask and(final Mask a, final Mask b) {
		final byte[] result = sameGrid(a, b);
		for (int i = 0; i < result.length; i++)
			result[i] = (byte) (a.values()[i] & b.values()[i]);
		return new Mask(a.grid(), result);
	}

	public static Mask or(final Mask a, final Mask b) {
		final byte[] result = sameGrid(a, b);
		for (int i = 0; i < result.length; i++)
			result[i] = (byte) (a.values()[i] | b.values()[i]);
		return new Mask(a.grid(), result);
	}

	/** In a but not in b. */
	public static Mask andNot(final Mask a, final Mask b) {
		final byte[] result = sameGrid(a, b);
		for (int i = 0; i < result.length; i++)
			result[i] = (byte) (a.values()[i] & ~b.values()[i]);
		return new Mask(a.grid(), result);
	}

	public static Mask not(final Mask mask) {
		final byte[] result = new byte[mask.values().length];
		for (int i = 0; i < result.length; i++)
			result[i] = (byte) (1 - mask.values()[i]);
		return new Mask(mask.grid(), result);
	}

	/** Where the value is at least the given one; never where it is not a number. */
	public static Mask threshold(final FloatVolume volume, final float atLeast) {
		final byte[] result = new byte[volume.values().length];
		for (int i = 0; i < result.length; i++)
			if (volume.values()[i] >= atLeast) result[i] = 1;
		return new Mask(volume.grid(), result);
	}

	private static byte[] sameGrid(final Mask a, final Mask b) {
		if (!a.grid().matches(b.grid(), SAME_GRID_MM)) throw new IllegalArgumentException("Masks on different grids: " + a
			.grid() + " and " + b.grid());
		return new byte[a.values().length];
	}
}
