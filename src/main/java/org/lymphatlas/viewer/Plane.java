package org.lymphatlas.viewer;

import java.util.Arrays;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Volume;

/**
 * A picture's plane in the patient.
 *
 * @param section which way it cuts
 * @param topLeft centre of the first pixel, LPS mm
 * @param pixelMm side of a pixel, the same both ways
 * @param width pixels to the right
 * @param height pixels down
 */
record Plane(Section section, double[] topLeft, double pixelMm, int width, int height) {

	/** The cut of an extent at a point. */
	static Plane of(final Section section, final Extent extent, final double[] through, final double pixelMm) {
		final double[] topLeft = through.clone();
		topLeft[section.rightAxis] = extent.min()[section.rightAxis] + pixelMm / 2;
		topLeft[section.downAxis] = section.downSign > 0 ? extent.min()[section.downAxis] + pixelMm / 2 : extent
			.max()[section.downAxis] - pixelMm / 2;
		return new Plane(section, topLeft, pixelMm, pixels(extent.sizeMm(section.rightAxis), pixelMm), pixels(extent.sizeMm(
			section.downAxis), pixelMm));
	}

	private static int pixels(final double lengthMm, final double pixelMm) {
		return Math.max(1, (int) Math.round(lengthMm / pixelMm));
	}

	/** A point's place in the picture, in pixels from the centre of the first one. */
	double[] project(final double[] lps) {
		return new double[] { (lps[section.rightAxis] - topLeft[section.rightAxis]) / pixelMm, section.downSign *
			(lps[section.downAxis] - topLeft[section.downAxis]) / pixelMm };
	}

	/** How far a point lies off the plane. */
	double distanceMm(final double[] lps) {
		return Math.abs(lps[section.normalAxis] - topLeft[section.normalAxis]);
	}

	/** Linear interpolation at every pixel, row by row; NaN outside the volume. */
	float[] linear(final Volume volume) {
		return sample(volume, Plane::trilinear);
	}

	/** The nearest voxel's value at every pixel; NaN outside the volume. */
	float[] nearest(final Volume volume) {
		return sample(volume, (v, x, y, z) -> {
			final Grid g = v.grid();
			return v.valueAt(g.index(clamp(Math.round(x), g.nx()), clamp(Math.round(y), g.ny()), clamp(Math.round(z), g.nz())));
		});
	}

	private float[] sample(final Volume volume, final Interpolation interpolation) {
		final Grid grid = volume.grid();
		final double[] world = topLeft.clone(), voxel = new double[3];
		final float[] values = new float[width * height];
		Arrays.fill(values, Float.NaN);
		for (int row = 0, i = 0; row < height; row++) {
			world[section.downAxis] = topLeft[section.downAxis] + section.downSign * row * pixelMm;
			for (int column = 0; column < width; column++, i++) {
				world[section.rightAxis] = topLeft[section.rightAxis] + column * pixelMm;
				grid.toVoxel(world, voxel);
				if (isInside(voxel, grid)) values[i] = interpolation.at(volume, voxel[0], voxel[1], voxel[2]);
			}
		}
		return values;
	}

	private static boolean isInside(final double[] voxel, final Grid grid) {
		for (int a = 0; a < 3; a++)
			if (!(voxel[a] >= -0.5 && voxel[a] <= grid.size(a) - 0.5)) return false;
		return true;
	}

	private static float trilinear(final Volume v, final double x, final double y, final double z) {
		final Grid g = v.grid();
		final int x0 = (int) Math.floor(x), y0 = (int) Math.floor(y), z0 = (int) Math.floor(z);
		double sum = 0;
		for (int corner = 0; corner < 8; corner++) {
			final int dx = corner & 1, dy = corner >> 1 & 1, dz = corner >> 2;
			final double weight = Math.abs(1 - dx - (x - x0)) * Math.abs(1 - dy - (y - y0)) * Math.abs(1 - dz - (z - z0));
			if (weight > 0) sum += weight * v.valueAt(g.index(clamp(x0 + dx, g.nx()), clamp(y0 + dy, g.ny()), clamp(z0 + dz, g
				.nz())));
		}
		return (float) sum;
	}

	private static int clamp(final long i, final int size) {
		return (int) Math.max(0, Math.min(size - 1, i));
	}

	@FunctionalInterface
	private interface Interpolation {

		float at(Volume volume, double x, double y, double z);
	}
}
