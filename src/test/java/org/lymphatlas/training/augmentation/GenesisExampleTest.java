package org.lymphatlas.training.augmentation;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.Test;

public class GenesisExampleTest {

	private static final int[] SIZE = { 24, 32, 40 };
	private static final int VOXELS = 24 * 32 * 40;

	/** x as a value from -2 to 3. */
	private static float[] ramp() {
		final float[] patch = new float[VOXELS];
		for (int i = 0; i < VOXELS; i++)
			patch[i] = -2 + 5 * (i % 40) / 39f;
		return patch;
	}

	@Test
	public void everyPartAloneAndAllTogether() {
		final float[] patch = ramp();
		final List<GenesisExample> examples = GenesisExample.of(patch, SIZE, -2, 3, 7);
		assertEquals(List.of("Original", "Bezier, rising", "Bezier, falling", "Local shuffle", "In-painting", "Out-painting",
			"All together"), examples.stream().map(GenesisExample::name).toList());
		assertArrayEquals("the patch that was given stays", ramp(), patch, 0);
		assertArrayEquals(patch, examples.get(0).values(), 0);
		for (final GenesisExample example : examples.subList(1, 7)) {
			assertFalse(example.name(), Arrays.equals(patch, example.values()));
			for (final float v : example.values())
				assertTrue(example.name() + ": " + v, v >= -2 && v <= 3);
		}
	}

	@Test
	public void curvesRiseAndFallAlongTheRamp() {
		final List<GenesisExample> examples = GenesisExample.of(ramp(), SIZE, -2, 3, 7);
		for (int x = 1; x < 40; x++) {
			assertTrue("x " + x, examples.get(1).values()[x] >= examples.get(1).values()[x - 1]);
			assertTrue("x " + x, examples.get(2).values()[x] <= examples.get(2).values()[x - 1]);
		}
		assertEquals("one curve, upside down", 1, examples.get(1).values()[20] + examples.get(2).values()[20], 1e-5);
	}

	@Test
	public void inPaintingChangesFewVoxelsAndOutPaintingMore() {
		final List<GenesisExample> examples = GenesisExample.of(ramp(), SIZE, -2, 3, 7);
		final double in = changed(examples.get(4)), out = changed(examples.get(5));
		assertTrue("painted inside " + in, in > 0.005 && in < 0.03);
		assertTrue("painted outside " + out, out > 0.15 && out < 0.4);
	}

	private static double changed(final GenesisExample example) {
		final float[] patch = ramp();
		int changed = 0;
		for (int i = 0; i < VOXELS; i++)
			if (example.values()[i] != patch[i]) changed++;
		return (double) changed / VOXELS;
	}

	@Test
	public void theSeedDecides() {
		final float[] one = GenesisExample.of(ramp(), SIZE, -2, 3, 7).get(6).values();
		assertArrayEquals(one, GenesisExample.of(ramp(), SIZE, -2, 3, 7).get(6).values(), 0);
		assertFalse(Arrays.equals(one, GenesisExample.of(ramp(), SIZE, -2, 3, 8).get(6).values()));
	}
}
