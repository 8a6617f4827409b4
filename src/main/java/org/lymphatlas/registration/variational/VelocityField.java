package org.lymphatlas.registration.variational;

import java.util.stream.IntStream;

import org.lymphatlas.registration.DisplacementTransform;
import org.lymphatlas.volume.Grid;

/**
 * A stationary velocity field on a grid: three numbers a voxel, in voxels along the grid's own axes, linear between
 * voxel centres and constant beyond the border. Its exponential is the flow at time 1, exp(-v) the flow back (Arsigny
 * et al., MICCAI 2006: scaling and squaring).
 */
final class VelocityField {

	/** Largest step, in voxels, whose flow is taken to be the step itself, in the transform that is handed out. */
	private static final double SMALL_STEP = 0.25;
	private static final int MAX_SQUARINGS = 12;

	final Grid grid;
	final float[] v;

	VelocityField(final Grid grid, final float[] v) {
		this.grid = grid;
		this.v = v;
	}

	static VelocityField zero(final Grid grid) {
		return new VelocityField(grid, new float[3 * grid.voxels()]);
	}

	/** The displacement of exp(sign v), in voxels. */
	float[] exp(final double sign) {
		return exp(sign, SMALL_STEP, new float[v.length], new float[v.length]);
	}

	/**
	 * The displacement of exp(sign v), in voxels.
	 *
	 * @param smallStep largest step, in voxels, whose flow is taken to be the step itself
	 * @param a room to work in, three numbers a voxel; so is b
	 * @return a or b
	 */
	float[] exp(final double sign, final double smallStep, final float[] a, final float[] b) {
		double largest = largest();
		int squarings = 0;
		while (largest > smallStep && squarings < MAX_SQUARINGS) {
			largest /= 2;
			squarings++;
		}
		final float scale = (float) (sign / (1 << squarings));
		final int slice = 3 * grid.nx() * grid.ny();
		IntStream.range(0, grid.nz()).parallel().forEach(z -> {
			for (int i = z * slice; i < (z + 1) * slice; i++)
				a[i] = scale * v[i];
		});
		float[] u = a, next = b;
		for (int k = 0; k < squarings; k++) {
			square(u, next);
			final float[] swap = u;
			u = next;
			next = swap;
		}
		return u;
	}

	private double largest() {
		final int slice = 3 * grid.nx() * grid.ny();
		return IntStream.range(0, grid.nz()).parallel().mapToDouble(z -> {
			float largest = 0;
			for (int i = z * slice; i < (z + 1) * slice; i++)
				largest = Math.max(largest, Math.abs(v[i]));
			return largest;
		}).max().orElse(0);
	}

	/** {@code result(x) = u(x) + u(x + u(x))}. */
	private void square(final float[] u, final float[] result) {
		IntStream.range(0, grid.nz()).parallel().forEach(z -> {
			final float[] d = new float[3];
			int i = 3 * grid.index(0, 0, z);
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i += 3) {
					sample(grid, u, x + u[i], y + u[i + 1], z + u[i + 2], d);
					result[i] = u[i] + d[0];
					result[i + 1] = u[i + 1] + d[1];
					result[i + 2] = u[i + 2] + d[2];
				}
		});
	}

	private static void sample(final Grid grid, final float[] u, final float px, final float py, final float pz,
		final float[] d)
	{
		final int nx = grid.nx(), ny = grid.ny(), nz = grid.nz();
		final float x = Math.max(0, Math.min(nx - 1, px));
		final float y = Math.max(0, Math.min(ny - 1, py));
		final float z = Math.max(0, Math.min(nz - 1, pz));
		final int x0 = (int) x, y0 = (int) y, z0 = (int) z;
		final float fx = x - x0, fy = y - y0, fz = z - z0, gx = 1 - fx, gy = 1 - fy, gz = 1 - fz;
		final int dx = x0 + 1 < nx ? 3 : 0;
		final int dy = y0 + 1 < ny ? 3 * nx : 0;
		final int dz = z0 + 1 < nz ? 3 * nx * ny : 0;
		final int a = 3 * ((z0 * ny + y0) * nx + x0), b = a + dy, c = a + dz, e = b + dz;
		final float wa = gy * gz, wb = fy * gz, wc = gy * fz, we = fy * fz;
		for (int k = 0; k < 3; k++)
			d[k] = gx * (wa * u[a + k] + wb * u[b + k] + wc * u[c + k] + we * u[e + k]) + fx * (wa * u[a + dx + k] + wb * u[b +
				dx + k] + wc * u[c + dx + k] + we * u[e + dx + k]);
	}

	/** The same flow on another grid of the same directions. */
	VelocityField on(final Grid target) {
		final float[] result = new float[3 * target.voxels()];
		final double[] first = target.toWorld(0, 0, 0);
		grid.toVoxel(first, first);
		final float[] ratio = new float[3];
		for (int a = 0; a < 3; a++)
			ratio[a] = (float) (target.spacing(a) / grid.spacing(a));
		IntStream.range(0, target.nz()).parallel().forEach(z -> {
			final float[] d = new float[3];
			int i = 3 * target.index(0, 0, z);
			for (int y = 0; y < target.ny(); y++)
				for (int x = 0; x < target.nx(); x++, i += 3) {
					sample(grid, v, (float) first[0] + ratio[0] * x, (float) first[1] + ratio[1] * y, (float) first[2] +
						ratio[2] * z, d);
					for (int a = 0; a < 3; a++)
						result[i + a] = d[a] / ratio[a];
				}
		});
		return new VelocityField(target, result);
	}

	/** exp(v) with inverse exp(-v), in LPS mm. */
	DisplacementTransform transform() {
		return DisplacementTransform.withInverse(grid, toMm(exp(1)), toMm(exp(-1)));
	}

	/** Turns voxels along the grid's axes into LPS mm, in place. */
	private float[] toMm(final float[] u) {
		final double[] m = grid.voxelToWorld();
		for (int i = 0; i < u.length; i += 3) {
			final float x = u[i], y = u[i + 1], z = u[i + 2];
			u[i] = (float) (m[0] * x + m[1] * y + m[2] * z);
			u[i + 1] = (float) (m[4] * x + m[5] * y + m[6] * z);
			u[i + 2] = (float) (m[8] * x + m[9] * y + m[10] * z);
		}
		return u;
	}
}
