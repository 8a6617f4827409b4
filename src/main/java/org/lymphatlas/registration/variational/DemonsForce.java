package org.lymphatlas.registration.variational;

import java.util.Optional;
import java.util.stream.IntStream;

import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.volume.Grid;

/**
 * The step that each fixed voxel wants to take to look more like the moving images: with residual {@code s_c} and
 * gradient {@code g_c} of channel c, {@code -(sum g g^T + sum s^2 I)^-1 sum s g}, at most half a voxel long (the
 * Gauss-Newton form of the demons force for several channels). Gradients are the mean of the warped moving image's and
 * the fixed image's. A landmark is one more channel, a {@link Blob} about it in either image.
 */
final class DemonsForce {

	/** A landmark as each image's blob. */
	record Guide(Blob fixed, Blob moving) {}

	/** Below this sum of squared residuals a voxel is at rest. */
	private static final float AT_REST = 1e-6f;

	private final ChannelSampler fixed;
	private final ChannelSampler moving;
	private final Optional<Guide> guide;
	/** Row-major 3x4, fixed voxel to moving voxel. */
	private final double[] m;

	DemonsForce(final ChannelSampler fixed, final ChannelSampler moving, final AffineTransform affine,
		final Optional<Guide> guide)
	{
		this.fixed = fixed;
		this.moving = moving;
		this.guide = guide;
		m = new AffineTransform(fixed.grid().voxelToWorld()).compose(affine).compose(new AffineTransform(moving.grid()
			.worldToVoxel())).matrix();
	}

	/**
	 * @param u displacement of the fixed voxels, in voxels
	 * @param force receives the steps, in voxels; 0 where the moving image ends
	 * @return mean over the common field of view of the squared residuals
	 */
	double at(final float[] u, final float[] force) {
		final Grid grid = fixed.grid();
		final double[][] slices = IntStream.range(0, grid.nz()).parallel().mapToObj(z -> new Slice().walk(z, u, force))
			.toArray(double[][]::new);
		double sum = 0, count = 0;
		for (final double[] slice : slices) {
			sum += slice[0];
			count += slice[1];
		}
		return count == 0 ? Double.POSITIVE_INFINITY : sum / count;
	}

	/** One thread's walk over a slice, with its buffers: the images' channels, then the guide's. */
	private final class Slice {

		private final int images = fixed.channels();
		private final int channels = images + (guide.isPresent() ? 1 : 0);
		private final float[] residuals = new float[channels];
		private final float[] gradients = new float[3 * channels], fixedGradients = new float[3 * channels];
		private final ChannelSampler.Cursor cursor = moving.cursor();

		/** Sum of squared residuals and number of voxels in the common field of view. */
		double[] walk(final int z, final float[] u, final float[] force) {
			final Grid grid = fixed.grid();
			double sum = 0;
			int count = 0;
			int voxel = grid.index(0, 0, z);
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, voxel++) {
					final int i = 3 * voxel;
					final double qx = x + u[i], qy = y + u[i + 1], qz = z + u[i + 2];
					final double px = m[0] * qx + m[1] * qy + m[2] * qz + m[3];
					final double py = m[4] * qx + m[5] * qy + m[6] * qz + m[7];
					final double pz = m[8] * qx + m[9] * qy + m[10] * qz + m[11];
					force[i] = force[i + 1] = force[i + 2] = 0;
					if (!cursor.moveTo(px, py, pz)) continue;
					count++;
					final float e = residuals(voxel, x, y, z, px, py, pz);
					sum += e;
					if (e < AT_REST) continue;
					cursor.gradients(gradients);
					fixed.gradients(x, y, z, fixedGradients);
					step(e, force, i);
				}
			return new double[] { sum, count };
		}

		/** The sum of their squares. */
		private float residuals(final int voxel, final int x, final int y, final int z, final double px, final double py,
			final double pz)
		{
			cursor.values(residuals);
			for (int c = 0; c < images; c++)
				residuals[c] -= fixed.at(voxel, c);
			if (channels > images) {
				final Guide blobs = guide.get();
				final float f = blobs.fixed.value(x, y, z), w = blobs.moving.value(px, py, pz);
				residuals[images] = w - f;
				blobs.fixed.gradient(x, y, z, f, fixedGradients, 3 * images);
				blobs.moving.gradient(px, py, pz, w, gradients, 3 * images);
			}
			float e = 0;
			for (int c = 0; c < channels; c++)
				e += residuals[c] * residuals[c];
			return e;
		}

		/** Writes one voxel's step. */
		private void step(final float e, final float[] force, final int at) {
			float bx = 0, by = 0, bz = 0, xx = e, xy = 0, xz = 0, yy = e, yz = 0, zz = e;
			for (int c = 0; c < channels; c++) {
				final float s = residuals[c];
				final float a = gradients[3 * c], b = gradients[3 * c + 1], d = gradients[3 * c + 2];
				final float gx = 0.5f * ((float) (m[0] * a + m[4] * b + m[8] * d) + fixedGradients[3 * c]);
				final float gy = 0.5f * ((float) (m[1] * a + m[5] * b + m[9] * d) + fixedGradients[3 * c + 1]);
				final float gz = 0.5f * ((float) (m[2] * a + m[6] * b + m[10] * d) + fixedGradients[3 * c + 2]);
				bx += s * gx;
				by += s * gy;
				bz += s * gz;
				xx += gx * gx;
				xy += gx * gy;
				xz += gx * gz;
				yy += gy * gy;
				yz += gy * gz;
				zz += gz * gz;
			}
			final float cxx = yy * zz - yz * yz, cxy = xz * yz - xy * zz, cxz = xy * yz - xz * yy;
			final float cyy = xx * zz - xz * xz, cyz = xy * xz - xx * yz, czz = xx * yy - xy * xy;
			final float scale = -1 / (xx * cxx + xy * cxy + xz * cxz);
			force[at] = scale * (cxx * bx + cxy * by + cxz * bz);
			force[at + 1] = scale * (cxy * bx + cyy * by + cyz * bz);
			force[at + 2] = scale * (cxz * bx + cyz * by + czz * bz);
		}
	}
}
