package org.lymphatlas.phantom;

import static org.junit.Assert.assertEquals;

import java.util.HashSet;
import java.util.Set;

import org.junit.Test;
import org.lymphatlas.anatomy.Station;

/** Stations of the canonical chest, against free places that a reader's rules found on a real CT of the same geometry. */
public class StationRulesTest {

	private static final Object[][] PLACES = { { "1R", -3, -18, 79 }, { "1L", 30, -4, 88 }, { "2R", -8, -28, 50 }, { "2R",
		-6, -19, 38 }, { "2L", 21, -15, 59 }, { "3a", 2, -57, 46 }, { "3p", -3, 12, 17 }, { "4R", -4, -16, 8 }, { "4R", -9,
			-16, 26 }, { "4L", 16, -12, 13 }, { "5", 28, -27, 14 }, { "6", 2, -60, 17 }, { "6", 21, -42, 14 }, { "7", -3, -1,
				-25 }, { "7", 12, -4, -20 }, { "8", 3, 24, -41 }, { "8", 20, -3, -73 }, { "9R", -24, -13, -59 }, { "9L", 39, -7,
					-59 }, { "10R", -38, -6, -8 }, { "10L", 48, -6, -28 }, { "11R", -45, 8, -49 } };

	@Test
	public void placesFoundOnARealCtHaveTheirStation() {
		for (final Object[] place : PLACES) {
			final double l = (int) place[1], p = (int) place[2], s = (int) place[3];
			assertEquals("at L " + l + " P " + p + " S " + s, place[0], Station.ofLabel(StationRules.labelAt(l, p, s)).map(
				Station::code).orElse("none"));
		}
	}

	@Test
	public void everyStationHasAPlace() {
		final Set<Integer> found = new HashSet<>();
		for (int l = -80; l <= 90; l += 4)
			for (int p = -90; p <= 40; p += 4)
				for (int s = -120; s <= 110; s += 4)
					found.add(StationRules.labelAt(l, p, s));
		for (final Station station : Station.values())
			assertEquals("station " + station.code() + " somewhere", true, found.contains(station.label()));
	}

	/** Epicardial and retrosternal fat: right and left border of the heart, before the ascending aorta. */
	@Test
	public void theHeartsFatHasNone() {
		for (final int[] at : new int[][] { { -36, -50, -38 }, { -34, -36, -46 }, { 48, -40, -38 }, { 55, -70, -46 }, { 55,
			-50, -54 }, { 72, -80, -75 }, { 74, -90, -90 }, { 0, -70, -2 } })
			assertEquals("at L " + at[0] + " P " + at[1] + " S " + at[2], 0, StationRules.labelAt(at[0], at[1], at[2]));
	}

	/** Beside the interlobar arteries and the segmental bronchi. */
	@Test
	public void theHilaKeepTheirs() {
		final Object[][] places = { { "11R", -38, -12, -42 }, { "11L", 48, 0, -45 }, { "12-14R", -60, -12, -52 }, { "12-14L",
			72, -20, -30 }, { "10R", -36, -20, -12 }, { "10L", 52, -14, -15 } };
		for (final Object[] place : places) {
			final double l = (int) place[1], p = (int) place[2], s = (int) place[3];
			assertEquals("at L " + l + " P " + p + " S " + s, place[0], Station.ofLabel(StationRules.labelAt(l, p, s)).map(
				Station::code).orElse("none"));
		}
	}

	@Test
	public void aboveTheNeckAndBelowTheDiaphragmThereIsNone() {
		assertEquals(0, StationRules.labelAt(0, -20, 130));
		assertEquals(0, StationRules.labelAt(0, -20, -140));
	}

	@Test
	public void theLeftTracheaEdgePartsTwoAndFour() {
		// IASLC 2009: the left edge of the trachea, not its middle, parts right from left in stations 2 and 4.
		assertEquals(Station.S4R.label(), StationRules.labelAt(5, -14, 15));
		assertEquals(Station.S4L.label(), StationRules.labelAt(11, -14, 15));
		assertEquals(Station.S2R.label(), StationRules.labelAt(13, -24, 60));
		assertEquals(Station.S2L.label(), StationRules.labelAt(18, -24, 60));
	}
}
