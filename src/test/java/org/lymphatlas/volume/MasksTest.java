package org.lymphatlas.volume;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import org.junit.Test;

public class MasksTest {

	private static final Grid GRID = Grid.of(4, 1, 1, 1, 1, 1);
	private static final Mask A = new Mask(GRID, new byte[] { 0, 0, 1, 1 });
	private static final Mask B = new Mask(GRID, new byte[] { 0, 1, 0, 1 });

	@Test
	public void logicFollowsTheTruthTables() {
		assertArrayEquals(new byte[] { 0, 0, 0, 1 }, Masks.and(A, B).values());
		assertArrayEquals(new byte[] { 0, 1, 1, 1 }, Masks.or(A, B).values());
		assertArrayEquals(new byte[] { 0, 0, 1, 0 }, Masks.andNot(A, B).values());
		assertArrayEquals(new byte[] { 1, 1, 0, 0 }, Masks.not(A).values());
	}

	@Test
	public void thresholdKeepsItsOwnValueAndNoNaN() {
		final FloatVolume v = new FloatVolume(GRID, new float[] { 0.29f, 0.3f, Float.NaN, 9 });
		assertArrayEquals(new byte[] { 0, 1, 0, 1 }, Masks.threshold(v, 0.3f).values());
	}

	@Test
	public void otherGridsAreRefused() {
		final Mask other = new Mask(Grid.of(4, 1, 1, 1.1, 1, 1));
		assertThrows(IllegalArgumentException.class, () -> Masks.and(A, other));
		assertThrows(IllegalArgumentException.class, () -> Masks.or(A, other));
		assertThrows(IllegalArgumentException.class, () -> Masks.andNot(A, other));
	}

	@Test
	public void boundsAreHalfOpenAndAbsentWithoutVoxels() {
		final Mask mask = new Mask(Grid.of(5, 6, 7, 1, 1, 1));
		assertFalse(mask.bounds().isPresent());
		mask.values()[mask.grid().index(1, 4, 2)] = 1;
		mask.values()[mask.grid().index(3, 2, 5)] = 1;
		assertEquals(new Box(1, 2, 2, 4, 5, 6), mask.bounds().orElseThrow());
		assertEquals(2, mask.count());
	}
}
