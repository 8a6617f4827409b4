package org.lymphatlas.training.augmentation;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.SplittableRandom;

import org.junit.Test;
import org.lymphatlas.volume.Grid;

public class PatchResamplingTest {

	private static final boolean[] NO_MIRROR = new boolean[3];
	private static final double[] SAME = { 1, 1, 1 };
	private static final int[] PATCH = { 6, 5, 4 };
	private static final Grid GRID = Grid.of(11, 9, 8, 1, 1, 1);

	private static float[] random(final Grid grid) {
		final SplittableRandom random = new SplittableRandom(1);
		final float[] values = new float[grid.voxels()];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) random.nextDouble();
		return values;
	}

	private static float[] read(final PatchGeometry geometry, final float[] source, final Grid grid, final int[] patch) {
		return new PatchResampling(geometry, patch, grid).channel(source, -7, Interpolation.LINEAR);
	}

	@Test
	public void withoutChangeItIsACopyPaddedOutside() {
		final float[] source = random(GRID);
		for (final int[] start : new int[][] { { 2, 3, 1 }, { -2, 6, -1 }, { 8, -3, 6 }, { 20, 0, 0 } }) {
			final float[] patch = read(PatchGeometry.at(start), source, GRID, PATCH);
			for (int z = 0, i = 0; z < 4; z++)
				for (int y = 0; y < 5; y++)
					for (int x = 0; x < 6; x++, i++) {
						final int cx = x + start[0], cy = y + start[1], cz = z + start[2];
						assertEquals(x + ", " + y + ", " + z, GRID.contains(cx, cy, cz) ? source[GRID.index(cx, cy, cz)] : -7,
							patch[i], 0);
					}
		}
	}

	@Test
	public void mirroringTwiceIsNothing() {
		final float[] source = random(GRID);
		final double[] still = new double[3];
		final int[] start = { 2, -1, 3 };
		final float[] plain = read(PatchGeometry.at(start), source, GRID, PATCH);
		for (int subset = 0; subset < 8; subset++) {
			final boolean[] mirror = { (subset & 1) != 0, (subset & 2) != 0, (subset & 4) != 0 };
			final PatchGeometry geometry = PatchGeometry.of(start, PATCH, GRID.spacing(), still, SAME, mirror);
			assertTrue("no interpolation", geometry.fallsOnVoxels());
			final float[] once = read(geometry, source, GRID, PATCH);
			final Grid patchGrid = Grid.of(6, 5, 4, 1, 1, 1);
			final float[] twice = read(PatchGeometry.of(new int[3], PATCH, GRID.spacing(), still, SAME, mirror), once, patchGrid,
				PATCH);
			assertArrayEquals("mirroring " + subset, plain, twice, 0);
			assertEquals(subset == 0, java.util.Arrays.equals(plain, once));
		}
	}

	/** A quarter turn about z of a cube: (x, y) of the patch shows (n - 1 - y, x) of the case. */
	@Test
	public void quarterTurnMovesVoxels() {
		final Grid cube = Grid.of(6, 6, 6, 1, 1, 1);
		final int[] patch = { 6, 6, 6 };
		final float[] source = random(cube);
		final PatchGeometry turn = PatchGeometry.of(new int[3], patch, cube.spacing(), new double[] { 0, 0, Math.PI / 2 }, SAME,
			NO_MIRROR);
		assertFalse(turn.fallsOnVoxels());
		final float[] turned = read(turn, source, cube, patch);
		for (int z = 0; z < 6; z++)
			for (int y = 0; y < 6; y++)
				for (int x = 0; x < 6; x++)
					assertEquals(x + ", " + y + ", " + z, source[cube.index(5 - y, x, z)], turned[cube.index(x, y, z)], 1e-5);
	}

	/** Trilinear interpolation reproduces linear functions: positions are right, in millimetres, on anisotropic voxels. */
	@Test
	public void rotationKeepsDistancesInMillimetres() {
		final Grid grid = Grid.of(40, 50, 24, 1.2, 1, 2.5);
		final int[] patch = { 12, 14, 6 };
		final double[] angles = { 0.4, -0.3, 0.7 };
		final int[] start = { 14, 18, 9 };
		final PatchGeometry geometry = PatchGeometry.of(start, patch, grid.spacing(), angles, new double[] { 0.8, 0.8, 0.8 }, NO_MIRROR);
		final float[][] positions = new float[3][];
		for (int axis = 0; axis < 3; axis++) {
			final float[] source = new float[grid.voxels()];
			for (int i = 0; i < source.length; i++)
				source[i] = (float) (grid.spacing(axis) * (axis == 0 ? i % 40 : axis == 1 ? i / 40 % 50 : i / 2000));
			positions[axis] = read(geometry, source, grid, patch);
		}
		final SplittableRandom random = new SplittableRandom(5);
		for (int pair = 0; pair < 200; pair++) {
			final int[] a = { random.nextInt(12), random.nextInt(14), random.nextInt(6) };
			final int[] b = { random.nextInt(12), random.nextInt(14), random.nextInt(6) };
			double expected = 0, actual = 0;
			for (int axis = 0; axis < 3; axis++) {
				expected += Math.pow(0.8 * grid.spacing(axis) * (a[axis] - b[axis]), 2);
				actual += Math.pow(positions[axis][(a[2] * 14 + a[1]) * 12 + a[0]] - positions[axis][(b[2] * 14 + b[1]) * 12 +
					b[0]], 2);
			}
			assertEquals(Math.sqrt(expected), Math.sqrt(actual), 1e-3);
		}
		double centre = 0;
		for (final float p : positions[1])
			centre += p / positions[1].length;
		assertEquals("the centre stays", 18 + 6.5, centre, 1e-3);
	}

	@Test
	public void blendsIntoThePadding() {
		final Grid line = Grid.of(3, 1, 1, 1, 1, 1);
		final PatchGeometry half = new PatchGeometry(new double[] { 0.5, 0, 0, 0, 1, 0, 0, 0, 1 }, new double[] { -1.5, 0, 0 });
		assertArrayEquals(new float[] { -7, -7, -3, 1, 1.5f, 2, 2.5f, 3, -2, -7 }, read(half, new float[] { 1, 2, 3 }, line,
			new int[] { 10, 1, 1 }), 1e-6f);
	}

	@Test
	public void labelsStayBinaryAndFollowTheChannels() {
		final Grid grid = Grid.of(32, 32, 32, 1, 1, 1);
		final byte[] labels = new byte[grid.voxels()];
		final float[] same = new float[labels.length];
		for (int i = 0; i < labels.length; i++) {
			final double r = Math.hypot(Math.hypot(i % 32 - 14, i / 32 % 32 - 17), i / 1024 - 15);
			labels[i] = (byte) (r < 6 ? 1 : 0);
			same[i] = labels[i];
		}
		final PatchGeometry geometry = PatchGeometry.of(new int[] { 5, 5, 5 }, new int[] { 20, 20, 20 }, grid.spacing(),
			new double[] { 0.5, 0.2, -0.4 }, new double[] { 1.3, 1.3, 1.3 }, new boolean[] { true, false, true });
		final PatchResampling resampling = new PatchResampling(geometry, new int[] { 20, 20, 20 }, grid);
		final byte[] patch = resampling.labels(labels);
		final float[] channel = resampling.channel(same, 0, Interpolation.LINEAR);
		int inside = 0;
		for (int i = 0; i < patch.length; i++) {
			assertTrue(patch[i] == 0 || patch[i] == 1);
			inside += patch[i];
			if (channel[i] > 0.5001) assertEquals("voxel " + i, 1, patch[i]);
			if (channel[i] < 0.4999) assertEquals("voxel " + i, 0, patch[i]);
		}
		assertEquals("volume of the ball over 1.3 cubed", 4 / 3.0 * Math.PI * 216 / 2.197, inside, 40);
	}

	/** Cubic convolution reproduces quadratic functions where it sees no padding; linear interpolation does not. */
	@Test
	public void cubicIsExactForQuadraticFunctions() {
		final Grid grid = Grid.of(30, 28, 26, 1, 1, 1);
		final int[] patch = { 8, 7, 6 };
		final PatchGeometry geometry = PatchGeometry.of(new int[] { 10, 9, 9 }, patch, grid.spacing(), new double[] { 0.5,
			-0.4, 0.8 }, new double[] { 1.2, 1.2, 1.2 }, new boolean[] { false, true, false });
		final float[] source = new float[grid.voxels()];
		for (int i = 0; i < source.length; i++)
			source[i] = quadratic(i % 30, i / 30 % 28, i / 840);
		final PatchResampling resampling = new PatchResampling(geometry, patch, grid);
		final float[] cubic = resampling.channel(source, -7, Interpolation.CUBIC), linear = resampling.channel(source, -7,
			Interpolation.LINEAR);
		final double[] m = geometry.matrix(), o = geometry.offset();
		double linearError = 0;
		for (int z = 0, i = 0; z < 6; z++)
			for (int y = 0; y < 7; y++)
				for (int x = 0; x < 8; x++, i++) {
					final float expected = quadratic(m[0] * x + m[1] * y + m[2] * z + o[0], m[3] * x + m[4] * y + m[5] * z + o[1],
						m[6] * x + m[7] * y + m[8] * z + o[2]);
					assertEquals(x + ", " + y + ", " + z, expected, cubic[i], 2e-3);
					linearError = Math.max(linearError, Math.abs(expected - linear[i]));
				}
		assertTrue("linear is off by " + linearError, linearError > 0.1);
	}

	private static float quadratic(final double x, final double y, final double z) {
		return (float) (0.3 * x * x - 0.2 * y * y + 0.4 * z * z + 0.25 * x * y - 0.1 * y * z + 2 * x - y + 3);
	}

	/** Along a line with a = -1/2, by hand; beyond it is padding. */
	@Test
	public void cubicBlendsIntoThePadding() {
		final Grid line = Grid.of(3, 1, 1, 1, 1, 1);
		final PatchGeometry half = new PatchGeometry(new double[] { 0.5, 0, 0, 0, 1, 0, 0, 0, 1 }, new double[] { -2.5, 0, 0 });
		assertArrayEquals(new float[] { 0, 0, -0.0625f, 0, 0.4375f, 1, 1.5f, 2, 2.75f, 3, 1.5625f, 0, -0.1875f, 0 },
			new PatchResampling(half, new int[] { 14, 1, 1 }, line).channel(new float[] { 1, 2, 3 }, 0, Interpolation.CUBIC),
			1e-6f);
	}

	/** Half way between foreground and background the nearest voxel decides; beyond the case there is none. */
	@Test
	public void labelsAtExactlyAHalf() {
		final Grid line = Grid.of(4, 1, 1, 1, 1, 1);
		final byte[] labels = { 3, 0, 0, 1 };
		final PatchGeometry quarters = new PatchGeometry(new double[] { 0.25, 0, 0, 0, 1, 0, 0, 0, 1 }, new double[] { -0.75, 0,
			0 });
		assertArrayEquals(new byte[] { 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0 }, new PatchResampling(
			quarters, new int[] { 20, 1, 1 }, line).labels(labels));
	}
}
