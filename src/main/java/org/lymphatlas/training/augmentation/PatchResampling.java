package org.lymphatlas.training.augmentation;

import java.util.Arrays;

import org.lymphatlas.volume.Grid;

/**
 * Reads patches out of a case's arrays; one thread. Points beyond the outermost voxel centres blend into the padding.
 * Where the patch falls on voxels, it is a copy.
 */
public final class PatchResampling {

	private final PatchGeometry geometry;
	private final int[] patchXyz;
	private final int nx;
	private final int ny;
	private final int nz;

	public PatchResampling(final PatchGeometry geometry, final int[] patchXyz, final Grid source) {
		this.geometry = geometry;
		this.patchXyz = patchXyz;
		nx = source.nx();
		ny = source.ny();
		nz = source.nz();
	}

	/** A channel's values. */
	public float[] channel(final float[] source, final float padding, final Interpolation interpolation) {
		final float[] patch = new float[patchXyz[0] * patchXyz[1] * patchXyz[2]];
		if (geometry.fallsOnVoxels()) {
			Arrays.fill(patch, padding);
			forEachRowInside((to, from, step, count) -> {
				for (int k = 0; k < count; k++)
					patch[to + k] = source[from + step * k];
			});
		}
		else if (interpolation == Interpolation.CUBIC) {
			final CubicConvolution cubic = new CubicConvolution(source, nx, ny, nz, padding);
			forEachVoxel((i, x, y, z) -> patch[i] = cubic.at(x, y, z));
		}
		else forEachVoxel((i, x, y, z) -> patch[i] = linear(source, x, y, z, padding));
		return patch;
	}

	/**
	 * 1 where the interpolated mask exceeds a half, else 0, also outside: nnU-Net's linear interpolation of each class, of
	 * which the likeliest is taken. At exactly a half the nearest voxel decides.
	 *
	 * @param source 0 for background
	 */
	public byte[] labels(final byte[] source) {
		final byte[] patch = new byte[patchXyz[0] * patchXyz[1] * patchXyz[2]];
		if (geometry.fallsOnVoxels()) forEachRowInside((to, from, step, count) -> {
			for (int k = 0; k < count; k++)
				patch[to + k] = (byte) (source[from + step * k] != 0 ? 1 : 0);
		});
		else forEachVoxel((i, x, y, z) -> {
			final float share = foreground(source, x, y, z);
			if (share > 0.5f || share == 0.5f && nearest(x, y, z) >= 0 && source[nearest(x, y, z)] != 0) patch[i] = 1;
		});
		return patch;
	}

	/** Receives the part of a patch's row that lies in the case: array indices of its first voxel, and the way on. */
	@FunctionalInterface
	private interface Row {

		void copy(int patchIndex, int sourceIndex, int sourceStep, int count);
	}

	/** For patches whose voxels fall on voxels. */
	private void forEachRowInside(final Row row) {
		final int step = (int) geometry.matrix()[0], x0 = (int) start(0, 0, 0);
		final int first = Math.max(0, step > 0 ? -x0 : x0 - nx + 1);
		final int count = Math.min(patchXyz[0], step > 0 ? nx - x0 : x0 + 1) - first;
		if (count <= 0) return;
		for (int z = 0; z < patchXyz[2]; z++) {
			final int zi = (int) start(2, 0, z);
			for (int y = 0; zi >= 0 && zi < nz && y < patchXyz[1]; y++) {
				final int yi = (int) start(1, y, z);
				if (yi >= 0 && yi < ny) row.copy((z * patchXyz[1] + y) * patchXyz[0] + first, (zi * ny + yi) * nx + x0 + step *
					first, step, count);
			}
		}
	}

	/** Receives a voxel of the patch and where it lies in the case. */
	@FunctionalInterface
	private interface Voxel {

		void at(int index, double x, double y, double z);
	}

	private void forEachVoxel(final Voxel voxel) {
		final double[] m = geometry.matrix();
		int i = 0;
		for (int z = 0; z < patchXyz[2]; z++) {
			for (int y = 0; y < patchXyz[1]; y++) {
				final double x0 = start(0, y, z), y0 = start(1, y, z), z0 = start(2, y, z);
				for (int x = 0; x < patchXyz[0]; x++, i++)
					voxel.at(i, x0 + m[0] * x, y0 + m[3] * x, z0 + m[6] * x);
			}
		}
	}

	/** Case coordinate along an axis of a row's first voxel. */
	private double start(final int axis, final int y, final int z) {
		return geometry.offset()[axis] + geometry.matrix()[3 * axis + 1] * y + geometry.matrix()[3 * axis + 2] * z;
	}

	private int nearest(final double x, final double y, final double z) {
		final int xi = (int) Math.floor(x + 0.5), yi = (int) Math.floor(y + 0.5), zi = (int) Math.floor(z + 0.5);
		return xi >= 0 && yi >= 0 && zi >= 0 && xi < nx && yi < ny && zi < nz ? (zi * ny + yi) * nx + xi : -1;
	}

	/** How much of a point's eight neighbours is foreground. */
	private float foreground(final byte[] source, final double x, final double y, final double z) {
		final int xi = (int) Math.floor(x), yi = (int) Math.floor(y), zi = (int) Math.floor(z);
		if (isInside(xi, yi, zi) && isBackground(source, (zi * ny + yi) * nx + xi)) return 0;
		final float fx = (float) (x - xi), fy = (float) (y - yi), fz = (float) (z - zi);
		float share = 0;
		for (int k = Math.max(0, zi); k <= Math.min(nz - 1, zi + 1); k++)
			for (int j = Math.max(0, yi); j <= Math.min(ny - 1, yi + 1); j++)
				for (int i = Math.max(0, xi); i <= Math.min(nx - 1, xi + 1); i++)
					if (source[(k * ny + j) * nx + i] != 0) share += (k == zi ? 1 - fz : fz) * (j == yi ? 1 - fy : fy) * (i == xi
						? 1 - fx : fx);
		return share;
	}

	/** Are a voxel and the next along every axis in the case? */
	private boolean isInside(final int x, final int y, final int z) {
		return x >= 0 && y >= 0 && z >= 0 && x < nx - 1 && y < ny - 1 && z < nz - 1;
	}

	private boolean isBackground(final byte[] source, final int i) {
		final int j = i + nx, k = i + nx * ny, l = k + nx;
		return (source[i] | source[i + 1] | source[j] | source[j + 1] | source[k] | source[k + 1] | source[l] | source[l +
			1]) == 0;
	}

	private float linear(final float[] source, final double x, final double y, final double z, final float padding) {
		final int xi = (int) Math.floor(x), yi = (int) Math.floor(y), zi = (int) Math.floor(z);
		final float fx = (float) (x - xi), fy = (float) (y - yi), fz = (float) (z - zi);
		if (isInside(xi, yi, zi)) {
			final int i = (zi * ny + yi) * nx + xi, slice = nx * ny;
			final float lower = lerp(lerp(source[i], source[i + 1], fx), lerp(source[i + nx], source[i + nx + 1], fx), fy);
			final float upper = lerp(lerp(source[i + slice], source[i + slice + 1], fx), lerp(source[i + slice + nx],
				source[i + slice + nx + 1], fx), fy);
			return lerp(lower, upper, fz);
		}
		if (xi < -1 || yi < -1 || zi < -1 || xi >= nx || yi >= ny || zi >= nz) return padding;
		final float lower = lerp(row(source, xi, yi, zi, fx, padding), row(source, xi, yi + 1, zi, fx, padding), fy);
		final float upper = lerp(row(source, xi, yi, zi + 1, fx, padding), row(source, xi, yi + 1, zi + 1, fx, padding),
			fy);
		return lerp(lower, upper, fz);
	}

	private float row(final float[] source, final int x, final int y, final int z, final float fx, final float padding) {
		if (y < 0 || z < 0 || y >= ny || z >= nz) return padding;
		final int i = (z * ny + y) * nx;
		return lerp(x >= 0 ? source[i + x] : padding, x + 1 < nx ? source[i + x + 1] : padding, fx);
	}

	private static float lerp(final float a, final float b, final float t) {
		return a + t * (b - a);
	}
}
