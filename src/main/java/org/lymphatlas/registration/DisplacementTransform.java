package org.lymphatlas.registration;

import java.util.stream.IntStream;

import org.lymphatlas.volume.Grid;

/**
 * A dense displacement: {@code y = x + u(x)}, u in LPS mm at the voxel centres of a grid, linear between them. Outside
 * the outermost voxel centres the nearest border value holds, so the mapping stays continuous everywhere. Immutable.
 */
public final class DisplacementTransform implements SpatialTransform {

	private final Grid grid;
	private final float[] u;
	private volatile DisplacementTransform inverse;

	/**
	 * A displacement whose inverse is worked out when asked for, see {@link #inverse()}.
	 *
	 * @param displacementMm x, y, z of voxel 0, then of voxel 1, ...; three numbers a voxel of the grid; given away
	 */
	public DisplacementTransform(final Grid grid, final float[] displacementMm) {
		if (displacementMm.length != 3L * grid.voxels()) throw new IllegalArgumentException("Grid " + grid + " needs " +
			3L * grid.voxels() + " displacement components but the array has " + displacementMm.length);
		this.grid = grid;
		this.u = displacementMm;
	}

	/** A displacement with its known inverse, as exp(v) has exp(-v); both on one grid. */
	public static DisplacementTransform withInverse(final Grid grid, final float[] forwardMm, final float[] backwardMm) {
		final DisplacementTransform forward = new DisplacementTransform(grid, forwardMm);
		final DisplacementTransform backward = new DisplacementTransform(grid, backwardMm);
		forward.inverse = backward;
		backward.inverse = forward;
		return forward;
	}

	/** Any transform, sampled at the voxel centres of a grid; its inverse is worked out when asked for. */
	public static DisplacementTransform sample(final SpatialTransform transform, final Grid grid) {
		final float[] u = new float[3 * grid.voxels()];
		IntStream.range(0, grid.nz()).parallel().forEach(z -> {
			final double[] p = new double[3];
			final double[] q = new double[3];
			int i = 3 * grid.index(0, 0, z);
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i += 3) {
					p[0] = x;
					p[1] = y;
					p[2] = z;
					grid.toWorld(p, p);
					transform.apply(p, q);
					for (int c = 0; c < 3; c++)
						u[i + c] = (float) (q[c] - p[c]);
				}
		});
		return new DisplacementTransform(grid, u);
	}

	public Grid grid() {
		return grid;
	}

	/** x, y, z in mm of voxel 0, then of voxel 1, ...; not a copy. */
	public float[] displacementMm() {
		return u;
	}

	@Override
	public void apply(final double[] point, final double[] result) {
		final double px = point[0], py = point[1], pz = point[2];
		displacementAt(px, py, pz, result);
		result[0] += px;
		result[1] += py;
		result[2] += pz;
	}

	private void displacementAt(final double px, final double py, final double pz, final double[] d) {
		d[0] = px;
		d[1] = py;
		d[2] = pz;
		grid.toVoxel(d, d);
		final double x = clamp(d[0], grid.nx() - 1), y = clamp(d[1], grid.ny() - 1), z = clamp(d[2], grid.nz() - 1);
		final int x0 = (int) x, y0 = (int) y, z0 = (int) z;
		final double fx = x - x0, fy = y - y0, fz = z - z0;
		final int dx = x0 + 1 < grid.nx() ? 3 : 0;
		final int dy = y0 + 1 < grid.ny() ? 3 * grid.nx() : 0;
		final int dz = z0 + 1 < grid.nz() ? 3 * grid.nx() * grid.ny() : 0;
		final int i = 3 * grid.index(x0, y0, z0);
		for (int c = 0; c < 3; c++) {
			final int j = i + c;
			final double a = u[j] + fx * (u[j + dx] - u[j]);
			final double b = u[j + dy] + fx * (u[j + dy + dx] - u[j + dy]);
			final double e = u[j + dz] + fx * (u[j + dz + dx] - u[j + dz]);
			final double f = u[j + dz + dy] + fx * (u[j + dz + dy + dx] - u[j + dz + dy]);
			final double ab = a + fy * (b - a);
			d[c] = ab + fz * (e + fy * (f - e) - ab);
		}
	}

	private static double clamp(final double v, final int max) {
		return v < 0 ? 0 : v > max ? max : v;
	}

	/**
	 * The displacement back: the one it was made with, or else solved at each voxel centre of the same grid, once, as
	 * {@link NumericInverse} does.
	 */
	@Override
	public DisplacementTransform inverse() {
		if (inverse == null) {
			synchronized (this) {
				if (inverse == null) inverse = solveInverse();
			}
		}
		return inverse;
	}

	private DisplacementTransform solveInverse() {
		final DisplacementTransform result = sample(new NumericInverse(this), grid);
		result.inverse = this;
		return result;
	}
}
