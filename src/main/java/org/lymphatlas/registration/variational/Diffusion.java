package org.lymphatlas.registration.variational;

import java.util.stream.IntStream;

import org.lymphatlas.volume.Grid;

/**
 * One implicit step of diffusion on a vector field: {@code (1 - lambda_d Laplacian_d)^-1} along x, then y, then z, by
 * the tridiagonal (Thomas) algorithm with Neumann borders. {@code lambda_d = lambda mean(spacing^2) / spacing_d^2}.
 * Linear in the voxels, in place, parallel over lines.
 */
final class Diffusion {

	private static final int C = 3;

	private final Grid grid;
	private final Thomas x;
	private final Thomas y;
	private final Thomas z;

	Diffusion(final Grid grid, final double lambda) {
		this.grid = grid;
		final double[] s = grid.spacing();
		final double mean = (s[0] * s[0] + s[1] * s[1] + s[2] * s[2]) / 3;
		x = new Thomas(grid.nx(), lambda * mean / (s[0] * s[0]));
		y = new Thomas(grid.ny(), lambda * mean / (s[1] * s[1]));
		z = new Thomas(grid.nz(), lambda * mean / (s[2] * s[2]));
	}

	/** @param field three numbers a voxel */
	void smooth(final float[] field) {
		final int row = C * grid.nx();
		final int slice = row * grid.ny();
		IntStream.range(0, grid.nz()).parallel().forEach(iz -> {
			for (int iy = 0; iy < grid.ny(); iy++)
				x.solve(field, iz * slice + iy * row, C, C);
			y.solve(field, iz * slice, row, row);
		});
		IntStream.range(0, grid.ny()).parallel().forEach(iy -> z.solve(field, iy * row, slice, row));
	}

	/** Factors of the tridiagonal matrix with -lambda beside the diagonal. */
	private static final class Thomas {

		private final float lambda;
		/** 1 / pivot of each row. */
		private final float[] inverse;

		Thomas(final int n, final double lambda) {
			this.lambda = (float) lambda;
			inverse = new float[n];
			double above = 0;
			for (int i = 0; i < n; i++) {
				final int neighbours = (i > 0 ? 1 : 0) + (i < n - 1 ? 1 : 0);
				inverse[i] = (float) (1 / (1 + lambda * neighbours - lambda * above));
				above = lambda * inverse[i];
			}
		}

		/** Solves {@code width} interleaved lines at once; sample i of line k stands at start + i stride + k. */
		void solve(final float[] a, final int start, final int stride, final int width) {
			for (int k = 0; k < width; k++)
				a[start + k] *= inverse[0];
			for (int i = 1; i < inverse.length; i++) {
				final int at = start + i * stride;
				for (int k = 0; k < width; k++)
					a[at + k] = (a[at + k] + lambda * a[at + k - stride]) * inverse[i];
			}
			for (int i = inverse.length - 2; i >= 0; i--) {
				final int at = start + i * stride;
				final float factor = lambda * inverse[i];
				for (int k = 0; k < width; k++)
					a[at + k] += factor * a[at + k + stride];
			}
		}
	}
}
