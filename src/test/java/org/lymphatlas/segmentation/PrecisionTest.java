package org.lymphatlas.segmentation;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Random;

import org.junit.Test;

public class PrecisionTest {

	/** The values of IEEE 754 binary16 from 0 to 65504, ascending. */
	private static double[] halves() {
		final double[] halves = new double[0x7c00];
		for (int bits = 0; bits < halves.length; bits++) {
			final int exponent = bits >> 10, fraction = bits & 0x3ff;
			halves[bits] = exponent == 0 ? fraction * 0x1p-24 : Math.scalb(1 + fraction * 0x1p-10, exponent - 15);
		}
		return halves;
	}

	@Test
	public void halvesStayAsTheyAre() {
		final double[] halves = halves();
		final float[] values = new float[2 * halves.length];
		for (int i = 0; i < halves.length; i++) {
			values[2 * i] = (float) halves[i];
			values[2 * i + 1] = (float) -halves[i];
		}
		final float[] before = values.clone();
		Precision.HALF.round(values, 0, values.length);
		assertArrayEquals(before, values, 0);
	}

	@Test
	public void becomesTheNearestHalf() {
		final double[] halves = halves();
		final Random random = new Random(1);
		final float[] value = new float[1];
		for (int trial = 0; trial < 200_000; trial++) {
			final int below = random.nextInt(halves.length - 1);
			final double share = random.nextDouble();
			value[0] = (float) (halves[below] + share * (halves[below + 1] - halves[below]));
			final double given = value[0], middle = (halves[below] + halves[below + 1]) / 2;
			Precision.HALF.round(value, 0, 1);
			if (given != middle) assertEquals("" + given, given < middle ? halves[below] : halves[below + 1], value[0], 0);
		}
	}

	@Test
	public void tiesGoToTheEvenHalf() {
		final double[] halves = halves();
		for (int below = 0; below < halves.length - 1; below++) {
			final float[] value = { (float) ((halves[below] + halves[below + 1]) / 2) };
			Precision.HALF.round(value, 0, 1);
			assertEquals("" + halves[below], halves[below + below % 2], value[0], 0);
		}
	}

	@Test
	public void onlyTheRangeIsRoundedAndNaNStays() {
		final float[] values = { 0.1f, 0.1f, Float.NaN, 0.1f };
		Precision.HALF.round(values, 1, 3);
		assertEquals(0.1f, values[0], 0);
		assertEquals(0.0999755859375f, values[1], 0);
		assertTrue(Float.isNaN(values[2]));
		assertEquals(0.1f, values[3], 0);
	}
}
