package org.lymphatlas.segmentation;

import static org.junit.Assert.assertEquals;

import java.util.stream.IntStream;

import org.junit.Test;

/** Against nnU-Net's {@code compute_gaussian(size, 1/8, 10)}, in half precision as it uses it. */
public class ImportanceMapTest {

	private static double at(final float[] map, final int[] patch, final int z, final int y, final int x) {
		return map[(z * patch[1] + y) * patch[2] + x];
	}

	@Test
	public void isNnunetsToTheLastBit() {
		final int[] patch = { 6, 2, 5 };
		final float[] map = ImportanceMap.of(patch);
		final double[] central = { 8.225440979003906e-06, 0.0003833770751953125, 0.0013790130615234375,
			0.0003833770751953125, 8.225440979003906e-06, 0.024566650390625, 1.142578125, 4.109375, 1.142578125,
			0.024566650390625, 2.002716064453125e-05, 0.0009326934814453125, 0.0033550262451171875, 0.0009326934814453125,
			2.002716064453125e-05, 0.05975341796875, 2.78125, 10.0, 2.78125, 0.05975341796875 };
		for (int i = 0; i < central.length; i++)
			assertEquals("voxel " + (20 + i), central[i], map[20 + i], 0);
		assertEquals("rounds to 0, replaced by the smallest", 2.980232238769531e-07, map[0], 0);
	}

	@Test
	public void isNnunetsForAPatchOfAUsualSize() {
		final int[] patch = { 64, 48, 32 };
		final float[] map = ImportanceMap.of(patch);
		assertEquals(10, at(map, patch, 32, 24, 16), 0);
		assertEquals(0.03363037109375, at(map, patch, 5, 24, 16), 0);
		assertEquals(0.0169830322265625, at(map, patch, 20, 10, 25), 0);
		assertEquals(5.960464477539063e-08, at(map, patch, 63, 47, 3), 0);
		assertEquals(939, IntStream.range(0, map.length).filter(i -> map[i] == 5.960464477539063e-08f).count());
		assertEquals(30233.070189476013, IntStream.range(0, map.length).mapToDouble(i -> map[i]).sum(), 1e-4);
	}
}
