package org.lymphatlas.training;

import static org.junit.Assert.assertEquals;

import java.util.SplittableRandom;

import org.junit.Test;

public class LossWeightMapTest {

	/** Equation 2, by brute force. */
	@Test
	public void isEquationTwo() {
		final int[] size = { 7, 9, 8 };
		final SplittableRandom random = new SplittableRandom(3);
		final float[] probability = new float[7 * 9 * 8];
		final byte[] target = new byte[probability.length];
		for (int i = 0; i < target.length; i++) {
			probability[i] = random.nextInt(4) == 0 ? 0 : (float) random.nextDouble();
			if (random.nextInt(120) == 0) target[i] = 1;
		}
		final float[] weight = LossWeightMap.of(probability, target, size);
		int floors = 0, ones = 0;
		for (int z = 0; z < 7; z++)
			for (int y = 0; y < 9; y++)
				for (int x = 0; x < 8; x++) {
					boolean near = false;
					for (int k = Math.max(0, z - 2); k <= Math.min(6, z + 2); k++)
						for (int j = Math.max(0, y - 2); j <= Math.min(8, y + 2); j++)
							for (int i = Math.max(0, x - 2); i <= Math.min(7, x + 2); i++)
								near |= target[(k * 9 + j) * 8 + i] != 0;
					final int at = (z * 9 + y) * 8 + x;
					final double expected = near ? 1 : Math.min(1, Math.max(0.75, 1 - probability[at]));
					assertEquals("voxel " + x + ", " + y + ", " + z, expected, weight[at], 1e-7);
					if (expected == 0.75) floors++;
					if (near) ones++;
				}
		assertEquals("both cases occur: " + floors + ", " + ones, true, floors > 20 && ones > 20);
	}
}
