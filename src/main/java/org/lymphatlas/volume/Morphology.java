package org.lymphatlas.volume;

import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Binary morphology. Balls have a radius in mm and are exact (a voxel belongs to the ball if its centre lies within the
 * radius). Nothing enters from beyond the image's edge: dilation sees background there, erosion foreground, so that
 * closing never removes and opening never adds a voxel. Work is confined to the mask's bounding box.
 */
public final class Morphology {

	/** Relative, on squared distances: those of voxels exactly on the ball are subject to rounding. */
	private static final double ROUNDING = 1e-5;

	private Morphology() {}

	public static Mask dilate(final Mask mask, final double radiusMm) {
		if (!(radiusMm >= 0) || Double.isInfinite(radiusMm)) throw new IllegalArgumentException("Ball of radius " + radiusMm +
			" mm");
		final Grid grid = mask.grid();
		return inBox(mask, reach(radiusMm, grid, 0), reach(radiusMm, grid, 1), reach(radiusMm, grid, 2), part -> ball(part,
			radiusMm));
	}

	public static Mask erode(final Mask mask, final double radiusMm) {
		return erodeBy(mask, background -> dilate(background, radiusMm));
	}

	/** Erosion, then dilation: removes what a ball does not fit into. */
	public static Mask open(final Mask mask, final double radiusMm) {
		return dilate(erode(mask, radiusMm), radiusMm);
	}

	/** Dilation, then erosion: fills what a ball outside the mask does not reach. */
	public static Mask close(final Mask mask, final double radiusMm) {
		return erode(dilate(mask, radiusMm), radiusMm);
	}

	/** By the neighbourhood, so many times. */
	public static Mask dilate(final Mask mask, final Connectivity connectivity, final int iterations) {
		return inBox(mask, iterations, iterations, iterations, part -> {
			Mask result = part;
			for (int i = 0; i < iterations; i++)
				result = addNeighbours(result, connectivity);
			return result;
		});
	}

	public static Mask erode(final Mask mask, final Connectivity connectivity, final int iterations) {
		return erodeBy(mask, background -> dilate(background, connectivity, iterations));
	}

	/** By a box of 2 r + 1 voxels along each axis. */
	public static Mask dilateBox(final Mask mask, final int rx, final int ry, final int rz) {
		return inBox(mask, rx, ry, rz, part -> {
			final Mask result = new Mask(part.grid(), part.values().clone());
			widen(result, 0, rx);
			widen(result, 1, ry);
			widen(result, 2, rz);
			return result;
		});
	}

	/** Fills background that no path of face neighbours joins to the image's edge. */
	public static Mask fillHoles(final Mask mask) {
		final byte[] values = mask.values().clone();
		Flood.fillHoles(values, mask.grid(), 0, mask.grid().nz(), true);
		return new Mask(mask.grid(), values);
	}

	/** Fills, in each slice of constant z by itself, background that is not joined to the slice's edge. */
	public static Mask fillHolesPerSlice(final Mask mask) {
		final byte[] values = mask.values().clone();
		IntStream.range(0, mask.grid().nz()).parallel().forEach(z -> Flood.fillHoles(values, mask.grid(), z, z + 1, false));
		return new Mask(mask.grid(), values);
	}

	private static int reach(final double radiusMm, final Grid grid, final int axis) {
		return (int) Math.min(grid.size(axis), Math.ceil(radiusMm / grid.spacing(axis)));
	}

	/** Dilates in the bounding box grown by the dilation's reach. */
	private static Mask inBox(final Mask mask, final int rx, final int ry, final int rz,
		final UnaryOperator<Mask> dilation)
	{
		if (rx < 0 || ry < 0 || rz < 0) throw new IllegalArgumentException("Dilation by " + rx + ", " + ry + ", " + rz);
		return mask.bounds().map(bounds -> {
			final Box box = bounds.grow(rx, ry, rz).clip(mask.grid());
			return Crop.paste(dilation.apply(Crop.crop(mask, box)), box, mask.grid());
		}).orElseGet(() -> new Mask(mask.grid()));
	}

	/** Dilates the background; the nearest of it lies within one voxel of the mask's bounding box. */
	private static Mask erodeBy(final Mask mask, final UnaryOperator<Mask> dilation) {
		return inBox(mask, 1, 1, 1, part -> Masks.not(dilation.apply(Masks.not(part))));
	}

	private static Mask ball(final Mask mask, final double radiusMm) {
		final float[] squaredMm = DistanceTransform.squaredMm(mask);
		final float limit = (float) (radiusMm * radiusMm * (1 + ROUNDING));
		final byte[] result = new byte[squaredMm.length];
		for (int i = 0; i < result.length; i++)
			if (squaredMm[i] <= limit) result[i] = 1;
		return new Mask(mask.grid(), result);
	}

	private static Mask addNeighbours(final Mask mask, final Connectivity connectivity) {
		final Grid grid = mask.grid();
		final byte[] set = mask.values();
		final byte[] result = set.clone();
		IntStream.range(0, grid.nz()).parallel().forEach(z -> {
			for (int y = 0; y < grid.ny(); y++)
				for (final int[] d : connectivity.offsets()) {
					if (!grid.contains(0, y + d[1], z + d[2])) continue;
					final int to = grid.index(0, y, z), from = grid.index(d[0], y + d[1], z + d[2]);
					for (int x = Math.max(0, -d[0]); x < Math.min(grid.nx(), grid.nx() - d[0]); x++)
						result[to + x] |= set[from + x];
				}
		});
		return new Mask(grid, result);
	}

	private static void widen(final Mask mask, final int axis, final int radius) {
		if (radius == 0) return;
		final byte[] values = mask.values();
		final Lines lines = Lines.along(axis, mask.grid());
		final int n = lines.length(), stride = lines.stride();
		lines.forEachChunk(chunk -> {
			final boolean[] set = new boolean[n];
			for (int line = 0; line < lines.linesInChunk(); line++) {
				final int start = lines.start(chunk, line);
				for (int i = 0; i < n; i++)
					set[i] = values[start + i * stride] != 0;
				int done = 0;
				for (int i = 0; i < n; i++) {
					if (!set[i]) continue;
					for (int j = Math.max(done, i - radius); j < n && j <= i + radius; j++)
						values[start + j * stride] = 1;
					done = Math.min(n, i + radius + 1);
				}
			}
		});
	}
}
