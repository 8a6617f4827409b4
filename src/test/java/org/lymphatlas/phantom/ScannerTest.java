package org.lymphatlas.phantom;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;

import org.junit.Test;
import org.lymphatlas.volume.Grid;

public class ScannerTest {

	private static final Grid GRID = Grid.of(128, 128, 6, 0.7, 0.7, 1.25);

	private static short[] scan(final float hu, final long seed, final double scale) {
		final float[] values = new float[GRID.voxels()];
		Arrays.fill(values, hu);
		return Scanner.scan(GRID, values, 1.25, seed, scale).hu();
	}

	private static double sd(final short[] v) {
		final double mean = Arrays.stream(toInts(v)).average().orElseThrow();
		return Math.sqrt(Arrays.stream(toInts(v)).mapToDouble(x -> (x - mean) * (x - mean)).average().orElseThrow());
	}

	private static int[] toInts(final short[] v) {
		final int[] out = new int[v.length];
		for (int i = 0; i < v.length; i++)
			out[i] = v[i];
		return out;
	}

	@Test
	public void uniformStaysUniformWithoutNoise() {
		final short[] expected = new short[GRID.voxels()];
		Arrays.fill(expected, (short) 40);
		assertArrayEquals(expected, scan(40, 1, 0));
	}

	@Test
	public void noiseIsCentredAndScales() {
		for (long seed = 0; seed < 5; seed++) {
			final short[] noisy = scan(40, seed, 1);
			final double sd = sd(noisy);
			assertTrue("seed " + seed + ": sigma " + sd + " HU at 1.25 mm", sd > 5 && sd < 32);
			assertEquals("twice the noise", 2, sd(scan(40, seed, 2)) / sd, 0.05);
			assertEquals("mean", 40, Arrays.stream(toInts(noisy)).average().orElseThrow(), 0.5);
		}
	}

	/** Filtered back projection: neighbours correlate, and the spectrum lacks its lowest frequencies. */
	@Test
	public void noiseIsCorrelated() {
		final short[] v = scan(40, 3, 1);
		assertTrue("one voxel apart: " + correlation(v, 1), correlation(v, 1) > 0.15);
		assertTrue("four voxels apart: " + correlation(v, 4), Math.abs(correlation(v, 4)) < 0.1);
	}

	private static double correlation(final short[] v, final int lag) {
		double product = 0, square = 0;
		for (int i = 0; i + lag < v.length; i++) {
			product += (v[i] - 40) * (double) (v[i + lag] - 40);
			square += (v[i] - 40) * (double) (v[i] - 40);
		}
		return product / square;
	}

	@Test
	public void ctNumbersAreClipped() {
		for (final short hu : scan(-1000, 2, 5))
			assertTrue("HU " + hu, hu >= -1024);
	}
}
