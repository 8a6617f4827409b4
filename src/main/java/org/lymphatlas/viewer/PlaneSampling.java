package org.lymphatlas.viewer;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.lymphatlas.volume.Grid;

/**
 * Cuts a plane out of a volume. A step of a pixel is the same step in voxels everywhere, so each pixel costs a few
 * additions and the voxels around it; rows run in parallel. Oblique and mirrored grids are no special case.
 */
final class PlaneSampling {

	private final Grid grid;
	private final int width;
	private final double[] first = new double[3];
	private final double[] right = new double[3];
	private final double[] down = new double[3];

	private PlaneSampling(final Plane plane, final Grid grid) {
		this.grid = grid;
		width = plane.width();
		grid.toVoxel(plane.topLeft(), first);
		grid.toVoxel(plane.toWorld(1, 0).toArray(), right);
		grid.toVoxel(plane.toWorld(0, 1).toArray(), down);
		for (int a = 0; a < 3; a++) {
			right[a] -= first[a];
			down[a] -= first[a];
		}
	}

	/**
	 * @param shorts the voxels, or null
	 * @param floats the voxels if they are not shorts
	 */
	static float[] linear(final Plane plane, final Grid grid, final short[] shorts, final float[] floats) {
		final PlaneSampling sampling = new PlaneSampling(plane, grid);
		final float[] values = new float[plane.width() * plane.height()];
		IntStream.range(0, plane.height()).parallel().forEach(row -> sampling.linearRow(row, shorts, floats, values));
		return values;
	}

	/** -1 outside the volume. */
	static int[] nearest(final Plane plane, final Grid grid, final short[] labels) {
		final PlaneSampling sampling = new PlaneSampling(plane, grid);
		final int[] values = new int[plane.width() * plane.height()];
		IntStream.range(0, plane.height()).parallel().forEach(row -> sampling.nearestRow(row, labels, values));
		return values;
	}

	private void linearRow(final int row, final short[] shorts, final float[] floats, final float[] values) {
		final int nx = grid.nx(), ny = grid.ny(), nz = grid.nz();
		final int[] inside = columnsInside(row);
		Arrays.fill(values, row * width, row * width + inside[0], Float.NaN);
		for (int column = inside[0]; column < inside[1]; column++) {
			final double x = clamp(first[0] + row * down[0] + column * right[0], nx), y = clamp(first[1] + row * down[1] +
				column * right[1], ny), z = clamp(first[2] + row * down[2] + column * right[2], nz);
			final int x0 = (int) x, y0 = (int) y, z0 = (int) z;
			final int dx = x0 + 1 < nx ? 1 : 0, dy = y0 + 1 < ny ? nx : 0, dz = z0 + 1 < nz ? nx * ny : 0;
			final float fx = (float) (x - x0), fy = (float) (y - y0), fz = (float) (z - z0);
			final int i = (z0 * ny + y0) * nx + x0;
			float value = bilinear(shorts, floats, i, dx, dy, fx, fy);
			if (fz > 0) value += fz * (bilinear(shorts, floats, i + dz, dx, dy, fx, fy) - value);
			values[row * width + column] = value;
		}
		Arrays.fill(values, row * width + inside[1], (row + 1) * width, Float.NaN);
	}

	private static float bilinear(final short[] shorts, final float[] floats, final int i, final int dx, final int dy,
		final float fx, final float fy)
	{
		final float v00, v10, v01, v11;
		if (floats != null) {
			v00 = floats[i];
			v10 = floats[i + dx];
			v01 = floats[i + dy];
			v11 = floats[i + dy + dx];
		}
		else {
			v00 = shorts[i];
			v10 = shorts[i + dx];
			v01 = shorts[i + dy];
			v11 = shorts[i + dy + dx];
		}
		final float top = v00 + fx * (v10 - v00), bottom = v01 + fx * (v11 - v01);
		return top + fy * (bottom - top);
	}

	private void nearestRow(final int row, final short[] labels, final int[] values) {
		final int nx = grid.nx(), ny = grid.ny(), nz = grid.nz();
		final int[] inside = columnsInside(row);
		Arrays.fill(values, row * width, row * width + inside[0], -1);
		for (int column = inside[0]; column < inside[1]; column++) {
			final int x = (int) (clamp(first[0] + row * down[0] + column * right[0], nx) + 0.5), y = (int) (clamp(first[1] +
				row * down[1] + column * right[1], ny) + 0.5), z = (int) (clamp(first[2] + row * down[2] + column * right[2],
					nz) + 0.5);
			values[row * width + column] = labels[(z * ny + y) * nx + x] & 0xffff;
		}
		Arrays.fill(values, row * width + inside[1], (row + 1) * width, -1);
	}

	/** The columns, from and to, whose pixels lie in the volume, to its voxels' outer faces. */
	private int[] columnsInside(final int row) {
		double from = 0, to = width - 1;
		for (int a = 0; a < 3; a++) {
			final double start = first[a] + row * down[a], low = -0.5, high = grid.size(a) - 0.5;
			if (Math.abs(right[a]) < 1e-12) {
				if (start < low || start > high) to = -1;
				continue;
			}
			final double one = (low - start) / right[a], other = (high - start) / right[a];
			from = Math.max(from, Math.min(one, other));
			to = Math.min(to, Math.max(one, other));
		}
		final int begin = (int) Math.ceil(from - 1e-9);
		return to < begin - 1e-9 || begin >= width ? new int[] { width, width } : new int[] { begin, (int) Math.floor(to +
			1e-9) + 1 };
	}

	/** The nearest place between the centres of the first and last voxel. */
	private static double clamp(final double at, final int size) {
		return Math.min(size - 1, Math.max(0, at));
	}
}
