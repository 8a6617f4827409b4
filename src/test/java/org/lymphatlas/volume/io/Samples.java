package org.lymphatlas.volume.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Volume;

/** Small volumes of every kind, on grids of every orientation. */
final class Samples {

	private static final int[][] PERMUTATIONS = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1,
		0 } };

	private Samples() {}

	/** All 48 ways to lay voxel axes along patient axes. */
	static List<Grid> axisCodes() {
		final List<Grid> grids = new ArrayList<>();
		for (final int[] permutation : PERMUTATIONS) {
			for (int signs = 0; signs < 8; signs++) {
				final double[] direction = new double[9];
				for (int c = 0; c < 3; c++)
					direction[3 * permutation[c] + c] = (signs >> c & 1) == 0 ? 1 : -1;
				grids.add(new Grid(new int[] { 5, 4, 3 }, new double[] { 0.75, 1.5, 2.5 }, new double[] { -12.5, 40.25,
					-301.125 }, direction));
			}
		}
		return grids;
	}

	/** Turned about an axis and by an angle of its own; mirrored if asked. */
	static Grid oblique(final long seed, final boolean mirrored) {
		final Random random = new Random(seed);
		final double[] q = new double[4];
		double norm = 0;
		for (int i = 0; i < 4; i++) {
			q[i] = random.nextGaussian();
			norm += q[i] * q[i];
		}
		norm = Math.sqrt(norm);
		final double a = q[0] / norm, b = q[1] / norm, c = q[2] / norm, d = q[3] / norm;
		final double s = mirrored ? -1 : 1;
		final double[] origin = { 100 * random.nextGaussian(), 100 * random.nextGaussian(), 300 * random.nextGaussian() };
		return new Grid(new int[] { 6, 5, 4 }, new double[] { 0.664, 0.7, 1.25 }, origin, new double[] { //
			a * a + b * b - c * c - d * d, 2 * (b * c - a * d), s * 2 * (b * d + a * c), //
			2 * (b * c + a * d), a * a + c * c - b * b - d * d, s * 2 * (c * d - a * b), //
			2 * (b * d - a * c), 2 * (c * d + a * b), s * (a * a + d * d - b * b - c * c) });
	}

	static CtVolume ct(final Grid grid, final long seed) {
		final CtVolume ct = new CtVolume(grid);
		final Random random = new Random(seed);
		for (int i = 0; i < ct.hu().length; i++)
			ct.hu()[i] = (short) (random.nextInt(5096) - 1999);
		ct.hu()[0] = -1999;
		ct.hu()[1] = Short.MAX_VALUE;
		return ct;
	}

	static FloatVolume real(final Grid grid, final long seed) {
		final FloatVolume volume = new FloatVolume(grid);
		final Random random = new Random(seed);
		for (int i = 0; i < volume.values().length; i++)
			volume.values()[i] = (float) random.nextGaussian();
		volume.values()[0] = Float.POSITIVE_INFINITY;
		volume.values()[1] = Float.MIN_VALUE;
		return volume;
	}

	static LabelVolume labels(final Grid grid, final int max, final long seed) {
		final LabelVolume volume = new LabelVolume(grid);
		final Random random = new Random(seed);
		for (int i = 0; i < volume.labels().length; i++)
			volume.labels()[i] = (short) random.nextInt(max + 1);
		volume.labels()[2] = (short) max;
		return volume;
	}

	static Mask mask(final Grid grid, final long seed) {
		final Mask mask = new Mask(grid);
		final Random random = new Random(seed);
		for (int i = 0; i < mask.values().length; i++)
			mask.values()[i] = (byte) random.nextInt(2);
		return mask;
	}

	static List<Volume> everyKind(final Grid grid, final long seed) {
		return List.of(ct(grid, seed), real(grid, seed), labels(grid, 255, seed), labels(grid, 65535, seed), mask(grid, seed));
	}
}
