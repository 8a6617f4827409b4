package org.lymphatlas.training.augmentation;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.Test;
import org.lymphatlas.volume.InputException;

public class AugmentationTest {

	private static final double[] SPACING = { 1, 1, 1 };
	private static final SpatialAugmentation ALWAYS = new SpatialAugmentation(new Chance(1, -30, 30), new Chance(1, 0.7,
		1.4), 0, "");

	@Test
	public void namesAreKnownAndOthersRefused() {
		assertEquals(List.of(Augmentation.none(), Augmentation.nnunet(), Augmentation.ginIpa()), Augmentation.NAMES.stream()
			.map(Augmentation::byName).toList());
		final InputException e = assertThrows(InputException.class, () -> Augmentation.byName("much"));
		assertTrue(e.getMessage(), e.getMessage().contains("'much'") && e.getMessage().contains("none, nnunet, gin-ipa"));
		assertEquals("xz", Augmentation.ginIpa().withMirrorAxes("xz").spatial().mirrorAxes());
		assertThrows(InputException.class, () -> Augmentation.ginIpa().withMirrorAxes("zx"));
		assertThrows(InputException.class, () -> new Chance(1.1, 0, 1));
		assertThrows(InputException.class, () -> new Chance(0.5, 2, 1));
		assertThrows(InputException.class, () -> new SpatialAugmentation(Chance.NEVER, Chance.NEVER, Double.NaN, ""));
	}

	@Test
	public void noneLeavesThePatchWhereItIs() {
		final int[] start = { 3, -4, 5 }, patch = { 8, 9, 10 };
		final PatchGeometry geometry = Augmentation.none().drawGeometry(start, patch, new double[] { 1, 0.7, 3 },
			new SplittableRandom(1));
		assertTrue(geometry.fallsOnVoxels());
		assertArrayEquals(PatchGeometry.at(start).matrix(), geometry.matrix(), 0);
		assertArrayEquals(PatchGeometry.at(start).offset(), geometry.offset(), 0);
	}

	/** Rotation times one scale of .7 to 1.4, half of them below 1; angles up to 30 degrees about every axis. */
	@Test
	public void patchesAreTurnedAndScaled() {
		final SplittableRandom random = new SplittableRandom(4);
		int below = 0;
		double most = 0;
		for (int n = 0; n < 1000; n++) {
			final double[] m = ALWAYS.draw(new int[3], new int[] { 30, 30, 10 }, SPACING, random).matrix();
			final double scale = Math.cbrt(determinant(m));
			assertTrue("scale " + scale, scale >= 0.7 && scale <= 1.4);
			if (scale < 1) below++;
			for (int c = 0; c < 3; c++)
				assertEquals(scale, Math.hypot(Math.hypot(m[c], m[3 + c]), m[6 + c]), 1e-9);
			most = Math.max(most, Math.toDegrees(Math.asin(-m[6] / scale)));
		}
		assertEquals("half below 1", 500, below, 60);
		assertEquals("angles about y", 30, most, 0.5);
	}

	/** One side more than three times the slices: in the plane by any angle, slices neither tilted nor scaled. */
	@Test
	public void flatPatchesStayInTheirPlane() {
		final SplittableRandom random = new SplittableRandom(4);
		boolean turnedFar = false;
		for (int n = 0; n < 200; n++) {
			final double[] m = ALWAYS.draw(new int[3], new int[] { 20, 31, 10 }, SPACING, random).matrix();
			assertArrayEquals(new double[] { 0, 0, 0, 0, 1 }, new double[] { m[2], m[5], m[6], m[7], m[8] }, 1e-12);
			assertEquals(m[0], m[4], 1e-9);
			turnedFar |= m[0] < 0;
		}
		assertTrue("some by more than 90 degrees", turnedFar);
	}

	@Test
	public void mirroringComesAsOftenAsItShould() {
		final SpatialAugmentation half = new SpatialAugmentation(Chance.NEVER, Chance.NEVER, 0.5, "xz");
		final SplittableRandom random = new SplittableRandom(4);
		final int[] mirrored = new int[3];
		for (int n = 0; n < 1000; n++)
			for (int a = 0; a < 3; a++)
				if (half.draw(new int[3], new int[] { 8, 8, 8 }, SPACING, random).matrix()[4 * a] < 0) mirrored[a]++;
		assertEquals(500, mirrored[0], 60);
		assertEquals(0, mirrored[1]);
		assertEquals(500, mirrored[2], 60);
	}

	@Test
	public void viewsDifferInTheCtAlone() {
		final int[] size = { 6, 8, 10 };
		final float[][] channels = { ConvolutionNetTest.sines(480, 0.2), ConvolutionNetTest.sines(480, 0.7), new float[480] };
		final float[] before = channels[1].clone();
		final PatchViews views = PatchViews.of(channels, 1, size, Augmentation.ginIpa(), 1, new SplittableRandom(1));
		assertArrayEquals(before, views.weak()[1], 0);
		assertFalse(Arrays.equals(before, views.strong()[1]));
		for (final int prior : new int[] { 0, 2 })
			assertSame(views.weak()[prior], views.strong()[prior]);
		final float[] alone = before.clone();
		Augmentation.ginIpa().changeCt(alone, size, 1, new SplittableRandom(1));
		assertArrayEquals("the same as the CT alone", alone, views.strong()[1], 0);
	}

	private static double determinant(final double[] m) {
		return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
	}
}
