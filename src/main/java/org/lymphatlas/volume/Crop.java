package org.lymphatlas.volume;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Cuts boxes out of volumes and puts them back. A box may reach outside its grid, even miss it: there it is padded. */
public final class Crop {

	private static final short AIR_HU = -1024;

	private Crop() {}

	/** Padded with -1024 HU. */
	public static CtVolume crop(final CtVolume volume, final Box box) {
		final Grid part = volume.grid().crop(box);
		final short[] hu = new short[part.voxels()];
		if (reachesOutside(box, volume.grid())) Arrays.fill(hu, AIR_HU);
		copy(volume.hu(), volume.grid(), hu, part, box.minX(), box.minY(), box.minZ());
		return new CtVolume(part, hu);
	}

	public static FloatVolume crop(final FloatVolume volume, final Box box, final float outside) {
		final Grid part = volume.grid().crop(box);
		final float[] values = new float[part.voxels()];
		if (outside != 0 && reachesOutside(box, volume.grid())) Arrays.fill(values, outside);
		copy(volume.values(), volume.grid(), values, part, box.minX(), box.minY(), box.minZ());
		return new FloatVolume(part, values);
	}

	/** Padded with background. */
	public static LabelVolume crop(final LabelVolume volume, final Box box) {
		final LabelVolume part = new LabelVolume(volume.grid().crop(box));
		copy(volume.labels(), volume.grid(), part.labels(), part.grid(), box.minX(), box.minY(), box.minZ());
		return part;
	}

	/** Padded with background. */
	public static Mask crop(final Mask mask, final Box box) {
		final Mask part = new Mask(mask.grid().crop(box));
		copy(mask.values(), mask.grid(), part.values(), part.grid(), box.minX(), box.minY(), box.minZ());
		return part;
	}

	/** A mask on the whole grid that is the part inside the box and background elsewhere. */
	public static Mask paste(final Mask part, final Box where, final Grid whole) {
		checkSize(part.grid(), where);
		final Mask result = new Mask(whole);
		copy(part.values(), part.grid(), result.values(), whole, -where.minX(), -where.minY(), -where.minZ());
		return result;
	}

	/** As {@link #paste(Mask, Box, Grid)}. */
	public static LabelVolume paste(final LabelVolume part, final Box where, final Grid whole) {
		checkSize(part.grid(), where);
		final LabelVolume result = new LabelVolume(whole);
		copy(part.labels(), part.grid(), result.labels(), whole, -where.minX(), -where.minY(), -where.minZ());
		return result;
	}

	/** As {@link #paste(Mask, Box, Grid)}, with a value for the voxels outside the box. */
	public static FloatVolume paste(final FloatVolume part, final Box where, final Grid whole, final float outside) {
		checkSize(part.grid(), where);
		final float[] values = new float[whole.voxels()];
		if (outside != 0) Arrays.fill(values, outside);
		copy(part.values(), part.grid(), values, whole, -where.minX(), -where.minY(), -where.minZ());
		return new FloatVolume(whole, values);
	}

	private static void checkSize(final Grid part, final Box where) {
		if (part.nx() != where.sizeX() || part.ny() != where.sizeY() || part.nz() != where.sizeZ())
			throw new IllegalArgumentException("A part of " + part + " does not fill " + where);
	}

	private static boolean reachesOutside(final Box box, final Grid grid) {
		return box.minX() < 0 || box.minY() < 0 || box.minZ() < 0 || box.maxX() > grid.nx() || box.maxY() > grid.ny() || box
			.maxZ() > grid.nz();
	}

	/** Copies what two arrays share; voxel (x, y, z) of {@code to} is voxel (x + dx, y + dy, z + dz) of {@code from}. */
	private static void copy(final Object from, final Grid fromGrid, final Object to, final Grid toGrid, final int dx,
		final int dy, final int dz)
	{
		final int x0 = Math.max(0, -dx), x1 = Math.min(toGrid.nx(), fromGrid.nx() - dx);
		final int y0 = Math.max(0, -dy), y1 = Math.min(toGrid.ny(), fromGrid.ny() - dy);
		if (x1 <= x0) return;
		IntStream.range(Math.max(0, -dz), Math.min(toGrid.nz(), fromGrid.nz() - dz)).parallel().forEach(z -> {
			for (int y = y0; y < y1; y++)
				System.arraycopy(from, fromGrid.index(x0 + dx, y + dy, z + dz), to, toGrid.index(x0, y, z), x1 - x0);
		});
	}
}
