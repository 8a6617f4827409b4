package org.lymphatlas.atlas;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import org.junit.Test;
import org.lymphatlas.anatomy.Station;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/** What every patient meets when the user names no atlas. */
public class ShippedAtlasTest {

	/** Halfway between tissue and air: beside the crest of the carina a voxel holds some of both. */
	private static final int AIRWAY_HU = -500;

	private final Atlas atlas = ShippedAtlas.read();

	@Test
	public void everyStationIsThereAndNoOther() {
		final Set<Integer> seen = new TreeSet<>();
		for (final short label : atlas.stations().labels())
			if (label != 0) seen.add((int) label);
		assertEquals(new TreeSet<>(Arrays.stream(Station.values()).map(Station::label).toList()), seen);
	}

	@Test
	public void probabilityReachesOneAndStaysInRange() {
		float largest = 0;
		for (final float v : atlas.probability().values()) {
			assertTrue("probability " + v, v >= 0 && v <= 1);
			largest = Math.max(largest, v);
		}
		assertEquals(1, largest, 0);
	}

	@Test
	public void probabilityLiesAroundTheCarina() {
		final Grid grid = atlas.probability().grid();
		final double[] carina = atlas.carina();
		double sum = 0, weighted = 0;
		for (int z = 0, i = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++) {
					final double[] p = grid.toWorld(x, y, z);
					final float v = atlas.probability().values()[i];
					sum += v;
					weighted += v * distanceMm(p, carina);
				}
		assertTrue("mean distance " + weighted / sum + " mm", weighted / sum < 60);
	}

	@Test
	public void theCarinaLiesInAir() {
		final Grid grid = atlas.ct().grid();
		final double[] v = atlas.carina();
		grid.toVoxel(v, v);
		final int i = grid.index((int) Math.rint(v[0]), (int) Math.rint(v[1]), (int) Math.rint(v[2]));
		assertTrue(atlas.ct().hu()[i] + " HU at the carina", atlas.ct().hu()[i] < AIRWAY_HU);
		final Mask airways = atlas.anatomy().organs().mask("airways");
		double nearest = Double.MAX_VALUE;
		for (int z = 0, k = 0; z < airways.grid().nz(); z++)
			for (int y = 0; y < airways.grid().ny(); y++)
				for (int x = 0; x < airways.grid().nx(); x++, k++)
					if (airways.get(k)) nearest = Math.min(nearest, distanceMm(airways.grid().toWorld(x, y, z), atlas.carina()));
		assertTrue("the next voxel of the airways is " + nearest + " mm away", nearest < airways.grid().spacing(0));
	}

	private static double distanceMm(final double[] p, final double[] q) {
		return Math.hypot(Math.hypot(p[0] - q[0], p[1] - q[1]), p[2] - q[2]);
	}

	@Test
	public void distancesAreMeasuredFromTheCarina() {
		assertEquals(Atlas.largestDistanceMm(atlas.ct().grid(), atlas.carina()), atlas.largestDistanceMm(), 1e-3);
	}

	@Test
	public void itSaysHowItWasMade() {
		assertTrue(atlas.provenance().toString(), atlas.provenance().keySet().containsAll(Set.of("cases", "reference",
			"sigmaMm")));
	}
}
