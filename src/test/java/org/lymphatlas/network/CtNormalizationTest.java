package org.lymphatlas.network;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import org.junit.Test;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;

public class CtNormalizationTest {

	@Test
	public void clipsShiftsAndScales() {
		final CtNormalization normalization = new CtNormalization(-100, 200, 50, 25);
		final CtVolume ct = new CtVolume(Grid.of(5, 1, 1, 1, 1, 1), new short[] { -1024, -100, 50, 75, 3000 });
		assertArrayEquals(new float[] { -6, -6, 0, 1, 6 }, normalization.apply(ct), 1e-6f);
		assertEquals(-6, normalization.padding(), 1e-6);
		assertEquals(1, normalization.apply(75), 1e-6);
	}

	/**
	 * Values (7 k^2 mod 401) - 150 for k in 0..999, all in the mask; NumPy: percentile 0.5, 99.5, mean and std.
	 */
	@Test
	public void fingerprintIsNumpys() {
		final Grid grid = Grid.of(10, 10, 11, 1, 1, 1);
		final short[] hu = new short[1100];
		final byte[] inside = new byte[1100];
		for (int k = 0; k < 1000; k++) {
			hu[k] = (short) (7 * k * k % 401 - 150);
			inside[k] = 1;
		}
		for (int k = 1000; k < 1100; k++)
			hu[k] = 3000;
		final CtFingerprint fingerprint = new CtFingerprint();
		fingerprint.add(new CtVolume(grid, hu), new Mask(grid, inside));
		final CtNormalization normalization = fingerprint.normalization();
		assertEquals(-149.0, normalization.lowHu(), 1e-9);
		assertEquals(249.005, normalization.highHu(), 1e-9);
		assertEquals(50.138, normalization.meanHu(), 1e-9);
		assertEquals(120.28410101089837, normalization.stdHu(), 1e-9);
	}

	@Test
	public void nothingToLearnFromIsAnError() {
		final Grid grid = Grid.of(2, 2, 2, 1, 1, 1);
		final CtFingerprint fingerprint = new CtFingerprint();
		fingerprint.add(new CtVolume(grid), new Mask(grid));
		assertThrows(InputException.class, fingerprint::normalization);
		fingerprint.add(new CtVolume(grid), new Mask(grid, new byte[] { 1, 1, 1, 1, 1, 1, 1, 1 }));
		assertThrows("one value only", InputException.class, fingerprint::normalization);
		assertThrows(InputException.class, () -> new CtNormalization(1, 1, 0, 1));
		assertThrows(InputException.class, () -> new CtNormalization(0, 1, 0, 0));
		assertThrows(InputException.class, () -> new CtNormalization(0, 1, Double.NaN, 1));
	}
}
