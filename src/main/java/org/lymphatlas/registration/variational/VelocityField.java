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
		final Interpolation at = new Interpolation(grid, u);
		IntStream.range(0, grid.nz()).parallel().forEach(z -> {
			int i = 3 * grid.index(0, 0, z);
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i += 3) {
					result[i] = u[i];
					result[i + 1] = u[i + 1];
					result[i + 2] = u[i + 2];
					at.add(x + u[i], y + u[i + 1], z + u[i + 2], result, i);
				}
		});
	}

	/** Trilinear look-up of a vector field; beyond the outermost voxel centres the border's value. Hot: unrolled by hand. */
	private static final class Interpolation {

		private final float[] u;
		private final int nx, ny, lastX, lastY, lastZ, dx, dy, dz;

		Interpolation(final Grid grid, final float[] u) {
			this.u = u;
			nx = grid.nx();
			ny = grid.ny();
			lastX = nx - 1;
			lastY = ny - 1;
			lastZ = grid.nz() - 1;
			dx = lastX > 0 ? 3 : 0;
			dy = lastY > 0 ? 3 * nx : 0;
			dz = lastZ > 0 ? 3 * nx * ny : 0;
		}

		/** Adds the vector at continuous voxel coordinates to the three numbers from {@code at} on. */
		void add(final float vx, final float vy, final float vz, final float[] sum, final int at) {
			final float x = clamp(vx, lastX), y = clamp(vy, lastY), z = clamp(vz, lastZ);
			final int x0 = cell(x, lastX), y0 = cell(y, lastY), z0 = cell(z, lastZ);
			final float fx = x - x0, fy = y - y0, fz = z - z0, gx = 1 - fx, gy = 1 - fy, gz = 1 - fz;
			final int a = 3 * ((z0 * ny + y0) * nx + x0), b = a + dy, c = a + dz, d = b + dz;
			final int e = a + dx, f = b + dx, g = c + dx, h = d + dx;
			final float yz00 = gy * gz, yz10 = fy * gz, yz01 = gy * fz, yz11 = fy * fz;
			final float wa = gx * yz00, wb = gx * yz10, wc = gx * yz01, wd = gx * yz11;
			final float we = fx * yz00, wf = fx * yz10, wg = fx * yz01, wh = fx * yz11;
			sum[at] += wa * u[a] + we * u[e] + wb * u[b] + wf * u[f] + wc * u[c] + wg * u[g] + wd * u[d] + wh * u[h];
			sum[at + 1] += wa * u[a + 1] + we * u[e + 1] + wb * u[b + 1] + wf * u[f + 1] + wc * u[c + 1] + wg * u[g + 1] + wd *
				u[d + 1] + wh * u[h + 1];
			sum[at + 2] += wa * u[a + 2] + we * u[e + 2] + wb * u[b + 2] + wf * u[f + 2] + wc * u[c + 2] + wg * u[g + 2] + wd *
				u[d + 2] + wh * u[h + 2];
		}

		/** Math.min and Math.max take longer, for the sake of NaN and -0. */
		private static float clamp(final float v, final int last) {
			return v < 0 ? 0 : v > last ? last : v;
		}

		private static int cell(final float v, final int last) {
			return Math.min((int) v, Math.max(0, last - 1));
		}
	}

	/** The same flow on another grid of the same directions. */
	VelocityField on(final Grid target) {
		final float[] result = new float[3 * target.voxels()];
		final double[] first = target.toWorld(0, 0, 0);
		grid.toVoxel(first, first);
		final float[] ratio = new float[3];
		for (int a = 0; a < 3; a++)
			ratio[a] = (float) (target.spacing(a) / grid.spacing(a));
		final Interpolation at = new Interpolation(grid, v);
		IntStream.range(0, target.nz()).parallel().forEach(z -> {
			int i = 3 * target.index(0, 0, z);
			for (int y = 0; y < target.ny(); y++)
				for (int x = 0; x < target.nx(); x++, i += 3) {
					at.add((float) first[0] + ratio[0] * x, (float) first[1] + ratio[1] * y, (float) first[2] + ratio[2] * z, result,
						i);
					for (int a = 0; a < 3; a++)
						result[i + a] /= ratio[a];
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
