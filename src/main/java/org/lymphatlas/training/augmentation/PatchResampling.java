package org.lymphatlas.training.augmentation;

import org.lymphatlas.volume.Grid;

/** Reads patches out of a case's arrays. Points beyond the outermost voxel centres blend into the padding. */
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

	/** Trilinear; exact where the patch falls on voxels. */
	public float[] linear(final float[] source, final float padding) {
		if (geometry.fallsOnVoxels()) return nearest(source, padding);
		final float[] patch = new float[patchXyz[0] * patchXyz[1] * patchXyz[2]];
		final double[] m = geometry.matrix();
		int i = 0;
		for (int z = 0; z < patchXyz[2]; z++) {
			for (int y = 0; y < patchXyz[1]; y++) {
				final double x0 = start(0, y, z), y0 = start(1, y, z), z0 = start(2, y, z);
				for (int x = 0; x < patchXyz[0]; x++, i++)
					patch[i] = at(source, x0 + m[0] * x, y0 + m[3] * x, z0 + m[6] * x, padding);
			}
		}
		return patch;
	}

	/** The value of the nearest voxel, 0 outside. */
	public byte[] nearest(final byte[] source) {
		final byte[] patch = new byte[patchXyz[0] * patchXyz[1] * patchXyz[2]];
		final double[] m = geometry.matrix();
		int i = 0;
		for (int z = 0; z < patchXyz[2]; z++) {
			for (int y = 0; y < patchXyz[1]; y++) {
				final double x0 = start(0, y, z), y0 = start(1, y, z), z0 = start(2, y, z);
				for (int x = 0; x < patchXyz[0]; x++, i++) {
					final int index = nearestIndex(x0 + m[0] * x, y0 + m[3] * x, z0 + m[6] * x);
					if (index >= 0) patch[i] = source[index];
				}
			}
		}
		return patch;
	}

	private float[] nearest(final float[] source, final float padding) {
		final float[] patch = new float[patchXyz[0] * patchXyz[1] * patchXyz[2]];
		final double[] m = geometry.matrix();
		int i = 0;
		for (int z = 0; z < patchXyz[2]; z++) {
			for (int y = 0; y < patchXyz[1]; y++) {
				final double x0 = start(0, y, z), y0 = start(1, y, z), z0 = start(2, y, z);
				for (int x = 0; x < patchXyz[0]; x++, i++) {
					final int index = nearestIndex(x0 + m[0] * x, y0 + m[3] * x, z0 + m[6] * x);
					patch[i] = index >= 0 ? source[index] : padding;
				}
			}
		}
		return patch;
	}

	/** Case coordinate along an axis of a row's first voxel. */
	private double start(final int axis, final int y, final int z) {
		return geometry.offset()[axis] + geometry.matrix()[3 * axis + 1] * y + geometry.matrix()[3 * axis + 2] * z;
	}

	private int nearestIndex(final double x, final double y, final double z) {
		final int xi = (int) Math.floor(x + 0.5), yi = (int) Math.floor(y + 0.5), zi = (int) Math.floor(z + 0.5);
		return xi >= 0 && yi >= 0 && zi >= 0 && xi < nx && yi < ny && zi < nz ? (zi * ny + yi) * nx + xi : -1;
	}

	private float at(final float[] source, final double x, final double y, final double z, final float padding) {
		final int xi = (int) Math.floor(x), yi = (int) Math.floor(y), zi = (int) Math.floor(z);
		final float fx = (float) (x - xi), fy = (float) (y - yi), fz = (float) (z - zi);
		if (xi >= 0 && yi >= 0 && zi >= 0 && xi < nx - 1 && yi < ny - 1 && zi < nz - 1) {
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
