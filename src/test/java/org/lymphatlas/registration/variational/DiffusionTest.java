package org.lymphatlas.registration.variational;

import static org.junit.Assert.assertEquals;

import java.util.Arrays;
import java.util.Random;

import org.junit.Test;
import org.lymphatlas.volume.Grid;

public class DiffusionTest {

	/** Multiplying the result by (1 - lambda Laplacian) along z, y, x gives the input back. */
	@Test
	public void isTheInverseOfTheImplicitOperator() {
		final Grid grid = Grid.of(7, 6, 5, 1, 2, 3);
		final double lambda = 0.8, mean = (1 + 4 + 9) / 3.0;
		final Random random = new Random(1);
		final float[] input = new float[3 * grid.voxels()];
		for (int i = 0; i < input.length; i++)
			input[i] = random.nextFloat() - 0.5f;
		final float[] field = input.clone();
		new Diffusion(grid, lambda).smooth(field);
		float[] back = apply(grid, field, 2, lambda * mean / 9);
		back = apply(grid, back, 1, lambda * mean / 4);
		back = apply(grid, back, 0, lambda * mean);
		for (int i = 0; i < input.length; i++)
			assertEquals("component " + i % 3 + " of voxel " + i / 3, input[i], back[i], 1e-5);
	}

	private static float[] apply(final Grid grid, final float[] f, final int axis, final double lambda) {
		final float[] result = f.clone();
		for (int z = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++)
					for (final int side : new int[] { -1, 1 }) {
						final int[] n = { x, y, z };
						n[axis] += side;
						if (!grid.contains(n[0], n[1], n[2])) continue;
						for (int c = 0; c < 3; c++) {
							final int i = 3 * grid.index(x, y, z) + c;
							result[i] += lambda * (f[i] - f[3 * grid.index(n[0], n[1], n[2]) + c]);
						}
					}
		return result;
	}

	@Test
	public void aConstantFieldStays() {
		final Grid grid = Grid.of(9, 1, 4, 1, 1, 1);
		final float[] field = new float[3 * grid.voxels()];
		Arrays.fill(field, 2);
		new Diffusion(grid, 5).smooth(field);
		for (final float v : field)
			assertEquals(2, v, 1e-5);
	}
}
