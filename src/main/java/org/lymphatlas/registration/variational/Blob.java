package org.lymphatlas.registration.variational;

import org.lymphatlas.volume.Grid;

/**
 * A landmark as an image that is never stored: a Gaussian about a point, with value and gradient in closed
 * form in the voxel coordinates of a grid.
 */
final class Blob {

	private static final double CUT_SIGMAS = 4;

	private final double height;
	private final double[] centre;
	/** (spacing / sigma)^2 along each voxel axis. */
	private final double[] sharpness = new double[3];

	Blob(final Grid grid, final double[] centreLps, final double sigmaMm, final double height) {
		this.height = height;
		centre = centreLps.clone();
		grid.toVoxel(centre, centre);
		for (int a = 0; a < 3; a++)
			sharpness[a] = Math.pow(grid.spacing(a) / sigmaMm, 2);
	}

	/** 0 from 4 sigma on. */
	float value(final double x, final double y, final double z) {
		final double dx = x - centre[0], dy = y - centre[1], dz = z - centre[2];
		final double squared = sharpness[0] * dx * dx + sharpness[1] * dy * dy + sharpness[2] * dz * dz;
		return squared > CUT_SIGMAS * CUT_SIGMAS ? 0 : (float) (height * Math.exp(-0.5 *
			squared));
	}

	/** Writes d/dx, d/dy, d/dz per voxel step from {@code at} on, at a place where the value is {@code value}. */
	void gradient(final double x, final double y, final double z, final float value, final float[] gradients,
		final int at)
	{
		gradients[at] = (float) (-value * sharpness[0] * (x - centre[0]));
		gradients[at + 1] = (float) (-value * sharpness[1] * (y - centre[1]));
		gradients[at + 2] = (float) (-value * sharpness[2] * (z - centre[2]));
	}
}
