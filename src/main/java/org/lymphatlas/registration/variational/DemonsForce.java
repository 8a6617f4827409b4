package org.lymphatlas.registration.variational;

import java.util.stream.IntStream;

import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.volume.Grid;

/**
 * The step that each fixed voxel wants to take to look more like the moving images: with residual {@code s_c} and
 * gradient {@code g_c} of channel c, {@code -(sum w g g^T + sum w s^2 I)^-1 sum w s g}, at most half a voxel long (the
 * Gauss-Newton form of the demons force for several channels). Gradients are the mean of the warped moving image's and
 * the fixed image's.
 */
final class DemonsForce {

	/** Below this sum of squared residuals a voxel is at rest. */
	private static final float AT_REST = 1e-6f;

	private final ChannelSampler fixed;
	private final ChannelSampler moving;
	private final float[] weights;
	/** Row-major 3x4, fixed voxel to moving voxel. */
	private final double[] m;

	DemonsForce(final ChannelSampler fixed, final ChannelSampler moving, final AffineTransform affine,
		final float[] weights)
	{
		this.fixed = fixed;
		this.moving = moving;
		this.weights = weights;
		m = new AffineTransform(fixed.grid().voxelToWorld()).compose(affine).compose(new AffineTransform(moving.grid()
			.worldToVoxel())).matrix();
	}

	/**
	 * @param u displacement of the fixed voxels, in voxels
	 * @param force receives the steps, in voxels; 0 where the moving image ends
	 * @return mean over the common field of view of the weighted squared residuals
	 */
	double at(final float[] u, final float[] force) {
		final Grid grid = fixed.grid();
		final double[][] slices = IntStream.range(0, grid.nz()).parallel().mapToObj(z -> slice(z, u, force)).toArray(
			double[][]::new);
		double sum = 0, count = 0;
		for (final double[] slice : slices) {
			sum += slice[0];
			count += slice[1];
		}
		return count == 0 ? Double.POSITIVE_INFINITY : sum / count;
	}

	private double[] slice(final int z, final float[] u, final float[] force) {
		final Grid grid = fixed.grid();
		final int channels = fixed.channels();
		final double[] p = new double[3];
		final float[] values = new float[channels], gradients = new float[3 * channels];
		final float[] fixedValues = new float[channels], fixedGradients = new float[3 * channels];
		double sum = 0;
		int count = 0;
		int i = 3 * grid.index(0, 0, z);
		for (int y = 0; y < grid.ny(); y++)
			for (int x = 0; x < grid.nx(); x++, i += 3) {
				final double qx = x + u[i], qy = y + u[i + 1], qz = z + u[i + 2];
				p[0] = m[0] * qx + m[1] * qy + m[2] * qz + m[3];
				p[1] = m[4] * qx + m[5] * qy + m[6] * qz + m[7];
				p[2] = m[8] * qx + m[9] * qy + m[10] * qz + m[11];
				force[i] = force[i + 1] = force[i + 2] = 0;
				if (!moving.sample(p, values, gradients)) continue;
				fixed.atVoxel(x, y, z, fixedValues, fixedGradients);
				sum += step(values, gradients, fixedValues, fixedGradients, force, i);
				count++;
			}
		return new double[] { sum, count };
	}

	/** Writes one voxel's step and returns its weighted squared residual. */
	private float step(final float[] values, final float[] gradients, final float[] fixedValues,
		final float[] fixedGradients, final float[] force, final int at)
	{
		float e = 0, bx = 0, by = 0, bz = 0, xx = 0, xy = 0, xz = 0, yy = 0, yz = 0, zz = 0;
		for (int c = 0; c < values.length; c++) {
			final float s = values[c] - fixedValues[c], w = weights[c];
			e += w * s * s;
			final float a = gradients[3 * c], b = gradients[3 * c + 1], d = gradients[3 * c + 2];
			final float gx = 0.5f * ((float) (m[0] * a + m[4] * b + m[8] * d) + fixedGradients[3 * c]);
			final float gy = 0.5f * ((float) (m[1] * a + m[5] * b + m[9] * d) + fixedGradients[3 * c + 1]);
			final float gz = 0.5f * ((float) (m[2] * a + m[6] * b + m[10] * d) + fixedGradients[3 * c + 2]);
			bx += w * s * gx;
			by += w * s * gy;
			bz += w * s * gz;
			xx += w * gx * gx;
			xy += w * gx * gy;
			xz += w * gx * gz;
			yy += w * gy * gy;
			yz += w * gy * gz;
			zz += w * gz * gz;
		}
		if (e < AT_REST) return e;
		xx += e;
		yy += e;
		zz += e;
		final float cxx = yy * zz - yz * yz, cxy = xz * yz - xy * zz, cxz = xy * yz - xz * yy;
		final float cyy = xx * zz - xz * xz, cyz = xy * xz - xx * yz, czz = xx * yy - xy * xy;
		final float scale = -1 / (xx * cxx + xy * cxy + xz * cxz);
		force[at] = scale * (cxx * bx + cxy * by + cxz * bz);
		force[at + 1] = scale * (cxy * bx + cyy * by + cyz * bz);
		force[at + 2] = scale * (cxz * bx + cyz * by + czz * bz);
		return e;
	}
}
