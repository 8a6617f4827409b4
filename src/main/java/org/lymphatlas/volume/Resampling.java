package org.lymphatlas.volume;

import java.util.stream.IntStream;

/**
 * Values of one volume at the voxel centres of another grid, parallel over its z slices. A mapping takes a target point
 * to the source point it shows (LPS mm). A source ends at the outermost corners of its outermost voxels (half a voxel
 * beyond their centres): points further out get a fixed value, points between centre and corner the edge voxel's.
 */
public final class Resampling {

	private static final short AIR_HU = -1024;

	/** Points this near beyond the outermost corner, in voxels, are subject to rounding and still inside. */
	private static final double ROUNDING = 1e-6;

	private Resampling() {}

	/** Trilinear; {@code outside} for points beyond the source. */
	public static FloatVolume linear(final Volume source, final Grid target, final PointMapping targetToSource,
		final float outside)
	{
		final FloatVolume result = new FloatVolume(target);
		final float[] values = result.values();
		final Grid grid = source.grid();
		forEachVoxel(target, grid, targetToSource, (i, p) -> values[i] = inside(p, grid) ? (float) linearAt(source, p)
			: outside);
		return result;
	}

	/** Trilinear, rounded to whole HU; -1024 beyond the source. */
	public static CtVolume ct(final CtVolume source, final Grid target, final PointMapping targetToSource) {
		final CtVolume result = new CtVolume(target);
		final short[] hu = result.hu();
		final Grid grid = source.grid();
		forEachVoxel(target, grid, targetToSource, (i, p) -> hu[i] = inside(p, grid) ? (short) Math.rint(linearAt(source,
			p)) : AIR_HU);
		return result;
	}

	/** The nearest voxel's label; background beyond the source. */
	public static LabelVolume nearest(final LabelVolume source, final Grid target, final PointMapping targetToSource) {
		final LabelVolume result = new LabelVolume(target);
		final short[] labels = result.labels();
		final Grid grid = source.grid();
		forEachVoxel(target, grid, targetToSource, (i, p) -> {
			if (inside(p, grid)) labels[i] = source.labels()[nearestIndex(p, grid)];
		});
		return result;
	}

	/** The nearest voxel's value; background beyond the source. */
	public static Mask nearest(final Mask source, final Grid target, final PointMapping targetToSource) {
		final Mask result = new Mask(target);
		final byte[] values = result.values();
		final Grid grid = source.grid();
		forEachVoxel(target, grid, targetToSource, (i, p) -> {
			if (inside(p, grid)) values[i] = source.values()[nearestIndex(p, grid)];
		});
		return result;
	}

	/** A mask in the same world on another grid: where the trilinear value is at least a half, so that edges stay smooth. */
	public static Mask smooth(final Mask source, final Grid target) {
		final Mask result = new Mask(target);
		final byte[] values = result.values();
		final Grid grid = source.grid();
		forEachVoxel(target, grid, PointMapping.IDENTITY, (i, p) -> {
			if (inside(p, grid) && linearAt(source, p) >= 0.5) values[i] = 1;
		});
		return result;
	}

	/**
	 * Each target voxel's mean over the box it covers, for strong downsampling without aliasing. Both grids must have the
	 * same directions. A voxel that reaches beyond the source is averaged over the part within; one wholly beyond gets the
	 * nearest edge voxel's value.
	 */
	public static FloatVolume box(final Volume source, final Grid target) {
		return BoxAverage.of(source, target);
	}

	@FunctionalInterface
	private interface VoxelWork {

		/** @param p continuous source voxel coordinates of target voxel i */
		void at(int i, double[] p);
	}

	private static void forEachVoxel(final Grid target, final Grid source, final PointMapping targetToSource,
		final VoxelWork work)
	{
		IntStream.range(0, target.nz()).parallel().forEach(z -> {
			final double[] p = new double[3];
			int i = target.index(0, 0, z);
			for (int y = 0; y < target.ny(); y++)
				for (int x = 0; x < target.nx(); x++, i++) {
					p[0] = x;
					p[1] = y;
					p[2] = z;
					target.toWorld(p, p);
					targetToSource.apply(p, p);
					source.toVoxel(p, p);
					work.at(i, p);
				}
		});
	}

	private static boolean inside(final double[] p, final Grid grid) {
		final double edge = -0.5 - ROUNDING;
		return p[0] >= edge && p[1] >= edge && p[2] >= edge && p[0] <= grid.nx() - 1 - edge && p[1] <= grid.ny() - 1 -
			edge && p[2] <= grid.nz() - 1 - edge;
	}

	private static int nearestIndex(final double[] p, final Grid grid) {
		return grid.index(nearest(p[0], grid.nx()), nearest(p[1], grid.ny()), nearest(p[2], grid.nz()));
	}

	private static int nearest(final double p, final int n) {
		return Math.max(0, Math.min(n - 1, (int) Math.floor(p + 0.5)));
	}

	private static double linearAt(final Volume source, final double[] p) {
		final Grid grid = source.grid();
		final double px = clamp(p[0], grid.nx()), py = clamp(p[1], grid.ny()), pz = clamp(p[2], grid.nz());
		final int x = (int) px, y = (int) py, z = (int) pz;
		final int dx = x < grid.nx() - 1 ? 1 : 0;
		final int dy = y < grid.ny() - 1 ? grid.nx() : 0;
		final int dz = z < grid.nz() - 1 ? grid.nx() * grid.ny() : 0;
		final double u = px - x, v = py - y, w = pz - z;
		final int i = grid.index(x, y, z);
		final double near = mix(mix(get(source, i), get(source, i + dx), u), mix(get(source, i + dy), get(source, i + dy +
			dx), u), v);
		final double far = mix(mix(get(source, i + dz), get(source, i + dz + dx), u), mix(get(source, i + dz + dy), get(
			source, i + dz + dy + dx), u), v);
		return mix(near, far, w);
	}

	private static double clamp(final double p, final int n) {
		return Math.max(0, Math.min(n - 1, p));
	}

	private static double mix(final double a, final double b, final double t) {
		return a + t * (b - a);
	}

	/** {@link Volume#valueAt} without a call through the interface, which costs most of the time here. */
	private static float get(final Volume volume, final int i) {
		if (volume instanceof FloatVolume v) return v.values()[i];
		if (volume instanceof CtVolume v) return v.hu()[i];
		if (volume instanceof Mask v) return v.values()[i];
		return volume.valueAt(i);
	}
}
