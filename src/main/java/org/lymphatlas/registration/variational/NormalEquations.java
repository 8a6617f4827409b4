package org.lymphatlas.registration.variational;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.volume.Grid;

/**
 * The sums that one Gauss-Newton step of an affine alignment needs. The residual of organ o at fixed voxel x is
 * {@code m_o(T x) - f_o(x)}; steps are taken in moving space about a centre c, {@code y -> y + dA (y - c)/L + dt}, so
 * the Jacobian of a residual is {@code grad m (x) ((y - c)/L, 1)}. Organ o weighs {@code 1 / sum(f^2 + m^2)} over the
 * common field of view, so its cost is {@code 1 - soft Dice} and large organs do not drown small ones. A landmark counts
 * like an organ.
 */
final class NormalEquations {

	/** L: makes rotations and translations of like effect weigh alike. */
	static final double LEVER_MM = 100;
	private static final int N = 12;

	/** Mean over organs and landmark of 1 - soft Dice; an organ without common field of view counts 1. */
	final double cost;
	/** 12x12, parameter 4 i + k: component i of the step, k of ((y - c)/L, 1). */
	final double[][] hessian;
	final double[] gradient;

	private NormalEquations(final double cost, final double[][] hessian, final double[] gradient) {
		this.cost = cost;
		this.hessian = hessian;
		this.gradient = gradient;
	}

	/** Sums of one organ over a slice, later over all slices. */
	private static final class Sums {

		double residual;
		double squares;
		/** Upper triangle of sum g g^T times p p^T: 6 x 10 numbers. */
		final double[] gg = new double[60];
		final double[] rg = new double[N];

		void add(final Sums other) {
			residual += other.residual;
			squares += other.squares;
			for (int i = 0; i < gg.length; i++)
				gg[i] += other.gg[i];
			for (int i = 0; i < N; i++)
				rg[i] += other.rg[i];
		}
	}

	static NormalEquations at(final AffineTransform transform, final double[] centre, final ChannelSampler fixed,
		final ChannelSampler moving, final Optional<LandmarkPair> landmark, final boolean derivatives)
	{
		final Grid grid = fixed.grid();
		final Sums[][] slices = IntStream.range(0, grid.nz()).parallel().mapToObj(z -> slice(z, transform, centre, fixed,
			moving, derivatives)).toArray(Sums[][]::new);
		final Sums[] total = slices[0];
		for (int z = 1; z < slices.length; z++)
			for (int c = 0; c < total.length; c++)
				total[c].add(slices[z][c]);
		return combine(total, landmark, transform, centre);
	}

	private static Sums[] slice(final int z, final AffineTransform transform, final double[] centre,
		final ChannelSampler fixed, final ChannelSampler moving, final boolean derivatives)
	{
		final Grid grid = fixed.grid();
		final double[] toVoxel = moving.grid().worldToVoxel();
		final AffineTransform voxelToMoving = new AffineTransform(grid.voxelToWorld()).compose(transform);
		final AffineTransform movingToVoxel = new AffineTransform(toVoxel);
		final int channels = fixed.channels();
		final Sums[] sums = new Sums[channels];
		Arrays.setAll(sums, c -> new Sums());
		final double[] y = new double[3], v = new double[3], p = { 0, 0, 0, 1 };
		final float[] values = new float[channels], gradients = new float[3 * channels];
		final ChannelSampler.Cursor cursor = moving.cursor();
		int i = grid.index(0, 0, z);
		for (int iy = 0; iy < grid.ny(); iy++)
			for (int ix = 0; ix < grid.nx(); ix++, i++) {
				y[0] = ix;
				y[1] = iy;
				y[2] = z;
				voxelToMoving.apply(y, y);
				movingToVoxel.apply(y, v);
				if (!cursor.moveTo(v[0], v[1], v[2])) continue;
				cursor.values(values);
				if (derivatives) {
					cursor.gradients(gradients);
					for (int a = 0; a < 3; a++)
						p[a] = (y[a] - centre[a]) / LEVER_MM;
				}
				for (int c = 0; c < channels; c++) {
					final double f = fixed.at(i, c), m = values[c], r = m - f;
					sums[c].residual += r * r;
					sums[c].squares += f * f + m * m;
					if (derivatives) addDerivatives(sums[c], r, gradients, 3 * c, toVoxel, p);
				}
			}
		return sums;
	}

	private static void addDerivatives(final Sums sums, final double r, final float[] gradients, final int at,
		final double[] toVoxel, final double[] p)
	{
		final double a = gradients[at], b = gradients[at + 1], c = gradients[at + 2];
		if (a == 0 && b == 0 && c == 0) return;
		final double gx = a * toVoxel[0] + b * toVoxel[4] + c * toVoxel[8];
		final double gy = a * toVoxel[1] + b * toVoxel[5] + c * toVoxel[9];
		final double gz = a * toVoxel[2] + b * toVoxel[6] + c * toVoxel[10];
		int n = 0;
		for (int k = 0; k < 4; k++)
			for (int l = k; l < 4; l++, n += 6) {
				final double pp = p[k] * p[l];
				sums.gg[n] += gx * gx * pp;
				sums.gg[n + 1] += gx * gy * pp;
				sums.gg[n + 2] += gx * gz * pp;
				sums.gg[n + 3] += gy * gy * pp;
				sums.gg[n + 4] += gy * gz * pp;
				sums.gg[n + 5] += gz * gz * pp;
			}
		for (int k = 0; k < 4; k++) {
			sums.rg[k] += r * gx * p[k];
			sums.rg[4 + k] += r * gy * p[k];
			sums.rg[8 + k] += r * gz * p[k];
		}
	}

	private static NormalEquations combine(final Sums[] sums, final Optional<LandmarkPair> landmark,
		final AffineTransform transform, final double[] centre)
	{
		final double share = 1.0 / (sums.length + (landmark.isPresent() ? 1 : 0));
		double cost = 0;
		final double[][] hessian = new double[N][N];
		final double[] gradient = new double[N];
		for (final Sums organ : sums) {
			cost += share * (organ.squares > 0 ? organ.residual / organ.squares : 1);
			if (!(organ.squares > 0)) continue;
			final double w = share / organ.squares;
			for (int i = 0; i < N; i++)
				gradient[i] += w * organ.rg[i];
			int n = 0;
			for (int k = 0; k < 4; k++)
				for (int l = k; l < 4; l++)
					for (int i = 0; i < 3; i++)
						for (int j = i; j < 3; j++)
							scatter(hessian, i, j, k, l, w * organ.gg[n++]);
		}
		if (landmark.isPresent()) cost += share * add(landmark.get(), share, transform, centre, hessian, gradient);
		return new NormalEquations(cost, hessian, gradient);
	}

	/** Adds a landmark's part to Hessian and gradient and returns its cost. */
	private static double add(final LandmarkPair landmark, final double share, final AffineTransform transform,
		final double[] centre, final double[][] hessian, final double[] gradient)
	{
		final double[] residual = landmark.residual(transform);
		final double w = share * landmark.weight(residual);
		final double[] p = { 0, 0, 0, 1 };
		for (int a = 0; a < 3; a++)
			p[a] = (residual[a] + landmark.moving()[a] - centre[a]) / LEVER_MM;
		for (int i = 0; i < 3; i++)
			for (int k = 0; k < 4; k++) {
				gradient[4 * i + k] += w * residual[i] * p[k];
				for (int l = 0; l < 4; l++)
					hessian[4 * i + k][4 * i + l] += w * p[k] * p[l];
			}
		return landmark.cost(residual);
	}

	/** One entry of the (i, j) x (k, l) symmetric block, at all the places where it stands. */
	private static void scatter(final double[][] h, final int i, final int j, final int k, final int l,
		final double value)
	{
		final int[][] places = { { i, j, k, l }, { j, i, k, l }, { i, j, l, k }, { j, i, l, k } };
		for (int a = 0; a < 4; a++) {
			boolean seen = false;
			for (int b = 0; b < a; b++)
				seen |= Arrays.equals(places[a], places[b]);
			if (!seen) h[4 * places[a][0] + places[a][2]][4 * places[a][1] + places[a][3]] += value;
		}
	}
}
