package org.lymphatlas.training.augmentation;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.Test;

public class ModelGenesisTest {

	private static final int[] SIZE = { 40, 48, 64 };

	@Test
	public void bezierOfPointsOnTheDiagonalChangesNothing() {
		final BezierCurve curve = BezierCurve.of(0.2, 0.2, 0.9, 0.9);
		for (double x = 0; x <= 1; x += 0.01)
			assertEquals("at " + x, x, curve.at(x), 1e-9);
	}

	@Test
	public void bezierIsMonotoneFromCornerToCorner() {
		for (int seed = 0; seed < 50; seed++) {
			final BezierCurve curve = BezierCurve.draw(new SplittableRandom(seed));
			assertEquals(0, curve.at(0), 0);
			assertEquals(1, curve.at(1), 0);
			for (int i = 1; i <= 1000; i++)
				assertTrue("seed " + seed + " at " + i, curve.at(i / 1000.0) >= curve.at((i - 1) / 1000.0));
		}
	}

	@Test
	public void bezierOfAKnownCurve() {
		// inner points (0, 1) and (0, 1): x = t^3, y = 1 - (1 - t)^3
		final double t = 0.5;
		assertEquals(1 - Math.pow(1 - t, 3), BezierCurve.of(0, 1, 0, 1).at(t * t * t), 1e-6);
	}

	@Test
	public void bezierKeepsOrTurnsTheOrderOfValuesWithinTheTails() {
		boolean rose = false, fell = false;
		for (int seed = 0; seed < 20; seed++) {
			final float[] patch = ramp();
			ModelGenesis.bezier(patch, new SplittableRandom(seed));
			final boolean rises = patch[patch.length - 1] > patch[0];
			rose |= rises;
			fell |= !rises;
			for (int i = 1; i < patch.length; i++)
				assertTrue("seed " + seed + ", voxel " + i, rises ? patch[i] >= patch[i - 1] : patch[i] <= patch[i - 1]);
			assertTrue(patch[patch.length / 2] >= 0 && patch[patch.length / 2] <= 1);
		}
		assertTrue("both directions", rose && fell);
	}

	@Test
	public void aFlatPatchStaysAsItIs() {
		final float[] patch = new float[1000];
		Arrays.fill(patch, 3);
		ModelGenesis.bezier(patch, new SplittableRandom(1));
		assertEquals(3, patch[500], 0);
	}

	@Test
	public void shuffledVoxelsStayNear() {
		final float[] index = new float[SIZE[0] * SIZE[1] * SIZE[2]];
		for (int i = 0; i < index.length; i++)
			index[i] = i;
		final float[] patch = index.clone();
		ModelGenesis.shuffle(patch, SIZE, new SplittableRandom(4));
		int moved = 0;
		for (int i = 0; i < patch.length; i++) {
			final int from = (int) patch[i];
			for (int a = 0; a < 3; a++)
				assertTrue("voxel " + i + " from " + from, Math.abs(at(i, a) - at(from, a)) < SIZE[a] / 20);
			if (from != i) moved++;
		}
		assertTrue(moved + " of " + patch.length + " moved", moved > patch.length / 10);
	}

	@Test
	public void voxelsOfASmallPatchAreShuffledToo() {
		final float[] patch = new float[16 * 16 * 16];
		for (int i = 0; i < patch.length; i++)
			patch[i] = i;
		ModelGenesis.shuffle(patch, new int[] { 16, 16, 16 }, new SplittableRandom(4));
		final long moved = IntStream.range(0, patch.length).filter(i -> patch[i] != i).count();
		assertTrue(moved + " moved", moved > patch.length / 4);
	}

	/** Painted values are as likely dark as bright: a quarter lies in each quarter of the range. */
	@Test
	public void paintFillsTheWholeRange() {
		final float[] patch = new float[SIZE[0] * SIZE[1] * SIZE[2]];
		Arrays.fill(patch, -5);
		ModelGenesis.paintOutside(patch, SIZE, -2, 3, new SplittableRandom(2));
		final double[] painted = IntStream.range(0, patch.length).filter(i -> patch[i] != -5).mapToDouble(i -> patch[i])
			.toArray();
		for (int q = 0; q < 4; q++) {
			final double from = -2 + 1.25 * q;
			assertEquals("quarter " + q, 0.25, Arrays.stream(painted).filter(v -> v >= from && v < from + 1.25).count() /
				(double) painted.length, 0.01);
		}
	}

	@Test
	public void theUnitOfValuesDoesNotMatter() {
		for (int seed = 0; seed < 10; seed++) {
			final float[] unit = ramp(), scaled = ramp();
			for (int i = 0; i < scaled.length; i++)
				scaled[i] = 8 * scaled[i] - 3;
			ModelGenesis.corrupt(unit, SIZE, 0, 1, new SplittableRandom(seed));
			ModelGenesis.corrupt(scaled, SIZE, -3, 5, new SplittableRandom(seed));
			for (int i = 0; i < unit.length; i++)
				assertEquals("seed " + seed + ", voxel " + i, 8 * unit[i] - 3, scaled[i], 1e-4);
		}
	}

	@Test
	public void someTwoOfFivePatchesAreMirrored() {
		final SplittableRandom random = new SplittableRandom(1);
		int mirrored = 0;
		for (int i = 0; i < 1000; i++) {
			final PatchGeometry geometry = ModelGenesis.drawGeometry(new int[] { 3, 4, 5 }, new int[] { 8, 6, 4 }, random);
			assertTrue(geometry.fallsOnVoxels());
			if (IntStream.range(0, 3).anyMatch(a -> geometry.matrix()[4 * a] < 0)) mirrored++;
			for (int a = 0; a < 3; a++)
				assertEquals("axis " + a, 3 + a + (geometry.matrix()[4 * a] < 0 ? 7 - 2 * a : 0), geometry.offset()[a], 0);
		}
		assertEquals("0.4 0.6 + 0.4^2 0.6 2/3 + 0.4^3 of 1000", 368, mirrored, 50);
	}

	@Test
	public void paintingInsideLeavesTheMarginAndMostOfThePatch() {
		final float[] patch = new float[SIZE[0] * SIZE[1] * SIZE[2]];
		Arrays.fill(patch, -5);
		ModelGenesis.paintInside(patch, SIZE, -2, 3, new SplittableRandom(2));
		final int[] painted = IntStream.range(0, patch.length).filter(i -> patch[i] != -5).toArray();
		assertTrue(painted.length >= 5 * 6 * 8 && painted.length <= 5 * 6 * 8 * 10);
		for (final int i : painted) {
			assertTrue("voxel " + i + " is " + patch[i], patch[i] >= -2 && patch[i] < 3);
			for (int a = 0; a < 3; a++)
				assertTrue("voxel " + i + " lies in the margin", at(i, a) >= 10 && at(i, a) < SIZE[a] - 10);
		}
	}

	@Test
	public void paintingOutsideKeepsMostOfThePatch() {
		final float[] patch = new float[SIZE[0] * SIZE[1] * SIZE[2]];
		Arrays.fill(patch, -5);
		ModelGenesis.paintOutside(patch, SIZE, -2, 3, new SplittableRandom(2));
		final long kept = IntStream.range(0, patch.length).filter(i -> patch[i] == -5).count();
		assertTrue(kept + " kept", kept > 0.6 * patch.length && kept < 0.85 * patch.length);
	}

	@Test
	public void theSameSeedGivesTheSamePatchAndMostAreChanged() {
		int changed = 0;
		for (int seed = 0; seed < 20; seed++) {
			final float[] one = ramp(), two = ramp();
			ModelGenesis.corrupt(one, SIZE, 0, 1, new SplittableRandom(seed));
			ModelGenesis.corrupt(two, SIZE, 0, 1, new SplittableRandom(seed));
			assertArrayEquals("seed " + seed, one, two, 0);
			if (!Arrays.equals(one, ramp())) changed++;
		}
		assertTrue(changed + " of 20 changed", changed >= 17);
	}

	@Test
	public void worksOnPatchesSmallerThanItsMargins() {
		for (int seed = 0; seed < 40; seed++)
			ModelGenesis.corrupt(new float[4 * 8 * 8], new int[] { 4, 8, 8 }, 0, 1, new SplittableRandom(seed));
	}

	private static int at(final int voxel, final int axis) {
		return axis == 2 ? voxel % SIZE[2] : axis == 1 ? voxel / SIZE[2] % SIZE[1] : voxel / SIZE[2] / SIZE[1];
	}

	private static float[] ramp() {
		final float[] patch = new float[SIZE[0] * SIZE[1] * SIZE[2]];
		for (int i = 0; i < patch.length; i++)
			patch[i] = (float) i / (patch.length - 1);
		return patch;
	}
}
