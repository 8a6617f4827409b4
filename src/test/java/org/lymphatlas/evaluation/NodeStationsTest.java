package org.lymphatlas.evaluation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;

import org.junit.Test;
import org.lymphatlas.anatomy.Station;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;

/** Stations and borders of cubes in a map of two half spaces. */
public class NodeStationsTest {

	/** Station 4R up to x = 29, then 10R. */
	private static LabelVolume halves(final Grid grid) {
		final LabelVolume map = new LabelVolume(grid);
		for (int i = 0; i < map.labels().length; i++)
			map.labels()[i] = (short) (i % grid.nx() < 30 ? Station.S4R : Station.S10R).label();
		return map;
	}

	/** A cube of 5 voxels' edge round voxel (x, 10, 8). */
	private static LabelVolume cube(final Grid grid, final int x) {
		final LabelVolume nodes = new LabelVolume(grid);
		for (int k = 0; k < 125; k++)
			nodes.labels()[grid.index(x - 2 + k % 5, 8 + k / 5 % 5, 6 + k / 25)] = 1;
		return nodes;
	}

	private static NodeStation read(final LabelVolume nodes, final LabelVolume map) {
		return NodeStations.read(nodes, map, NodeMeasures.measure(nodes, null, null)).get(0);
	}

	@Test
	public void borderIsTheDistanceToTheOtherStation() {
		for (final Grid grid : List.of(Grid.of(60, 20, 16, 0.7, 0.9, 1.5), new Grid(new int[] { 60, 20, 16 }, new double[] {
			0.7, 0.9, 1.5 }, new double[] { 10, -20, 30 }, new double[] { 0, -1, 0, 0.8, 0, -0.6, 0.6, 0, 0.8 })))
		{
			final NodeStation inside = read(cube(grid, 20), halves(grid));
			assertEquals("4R", inside.code());
			assertEquals(1, inside.share(), 0);
			assertEquals("face of voxel 30 from centre 20", 9.5 * 0.7, inside.borderMm(), 1e-6);
			final NodeStation across = read(cube(grid, 29), halves(grid));
			assertEquals("4R/10R", across.code());
			assertEquals(0.6, across.share(), 1e-9);
			assertEquals(0.5 * 0.7, across.borderMm(), 1e-6);
			assertEquals(Double.POSITIVE_INFINITY, read(cube(grid, 57), new LabelVolume(grid)).borderMm(), 0);
		}
	}

	@Test
	public void bordersFurtherThanTheReachAreNotLookedFor() {
		final Grid grid = Grid.of(60, 20, 16, 1, 1, 1);
		assertEquals(Double.POSITIVE_INFINITY, read(cube(grid, 8), halves(grid)).borderMm(), 0);
		assertEquals(19.5, read(cube(grid, 10), halves(grid)).borderMm(), 1e-9);
	}

	@Test
	public void outsideEveryStationIsOther() {
		final Grid grid = Grid.of(60, 20, 16, 1, 1, 1);
		final NodeStation none = read(cube(grid, 20), new LabelVolume(grid));
		assertEquals(NodeMeasures.NO_STATION, none.code());
		assertEquals(0, none.share(), 0);
	}

	@Test
	public void otherGridsAreRefused() {
		final Grid grid = Grid.of(60, 20, 16, 1, 1, 1);
		assertThrows(InputException.class, () -> read(cube(grid, 20), new LabelVolume(Grid.of(60, 20, 16, 1, 1, 2))));
	}
}
