package org.lymphatlas.volume;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.Arrays;

import org.junit.Test;

public class GaussianTest {

	@Test
	public void agreesWithSciPy() {
		// scipy.ndimage.gaussian_filter(v, [2/2.5, 2, 2/0.8], mode='nearest', truncate=4)
		final FloatVolume v = new FloatVolume(Grid.of(6, 5, 4, 0.8, 1, 2.5));
		for (int z = 0, i = 0; z < 4; z++)
			for (int y = 0; y < 5; y++)
				for (int x = 0; x < 6; x++, i++)
					v.values()[i] = (7 * x + 13 * y + 29 * z) % 17;
		final float[] before = v.values().clone();
		final FloatVolume g = Gaussian.smooth(v, 2);
		assertArrayEquals("the input is not changed", before, v.values(), 0);
		assertEquals(6.4343269534, g.values()[v.grid().index(0, 0, 0)], 1e-5);
		assertEquals(7.8718918706, g.values()[v.grid().index(3, 2, 1)], 1e-5);
		assertEquals(7.3018439631, g.values()[v.grid().index(5, 4, 3)], 1e-5);
		assertEquals(7.8634669207, g.values()[v.grid().index(4, 0, 2)], 1e-5);
		double sum = 0;
		for (final float value : g.values())
			sum += value;
		assertEquals(922.3354552859, sum, 1e-3);
	}

	@Test
	public void aConstantStaysAndAnImpulseKeepsItsSum() {
		final Grid grid = Grid.of(31, 29, 27, 0.7, 0.8, 1.2);
		final FloatVolume constant = new FloatVolume(grid);
		Arrays.fill(constant.values(), 3.5f);
		for (final float value : Gaussian.smooth(constant, 1.5).values())
			assertEquals(3.5, value, 1e-5);
		final FloatVolume impulse = new FloatVolume(grid);
		impulse.values()[grid.index(15, 14, 13)] = 100;
		double sum = 0, second = 0;
		final float[] values = Gaussian.smooth(impulse, 1.2).values();
		for (int i = 0; i < values.length; i++) {
			sum += values[i];
			final double dx = (i % 31 - 15) * 0.7;
			second += values[i] * dx * dx;
		}
		assertEquals(100, sum, 1e-3);
		assertEquals("variance along x in mm^2", 1.44, second / sum, 0.01);
	}

	@Test
	public void eachAxisHasItsOwnSigmaAndZeroLeavesItAlone() {
		final Grid grid = Grid.of(9, 9, 9, 1, 1, 1);
		final float[] values = new float[grid.voxels()];
		values[grid.index(4, 4, 4)] = 1;
		Gaussian.smoothInPlace(values, grid, 0, 1, 0);
		for (int i = 0; i < values.length; i++) {
			final boolean onLine = i % 9 == 4 && i / 81 == 4;
			assertEquals(TestVolumes.voxel(grid, i), onLine, values[i] > 0);
		}
	}

	@Test
	public void kernelsLongerThanTheImageAndSingleVoxelAxesWork() {
		final FloatVolume v = new FloatVolume(Grid.of(3, 1, 2, 1, 1, 1), new float[] { 0, 3, 6, 0, 3, 6 });
		final float[] g = Gaussian.smooth(v, 50).values();
		for (final float value : g)
			assertEquals(3, value, 0.1);
	}

	@Test
	public void badSigmasAreRefused() {
		final FloatVolume v = new FloatVolume(Grid.of(3, 3, 3, 1, 1, 1));
		assertThrows(IllegalArgumentException.class, () -> Gaussian.smooth(v, -1));
		assertThrows(IllegalArgumentException.class, () -> Gaussian.smooth(v, Double.NaN));
		assertThrows(IllegalArgumentException.class, () -> Gaussian.smoothInPlace(new float[5], v.grid(), 1, 1, 1));
	}
}
