package org.lymphatlas.evaluation;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.Test;
import org.lymphatlas.anatomy.Station;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;

public class NodeMeasuresTest {

	private static NodeMeasure only(final LabelVolume nodes) {
		final List<NodeMeasure> measures = NodeMeasures.measure(nodes, null, null);
		assertEquals(1, measures.size());
		return measures.get(0);
	}

	/** The axial ellipse with these axes around a world point, {@code halfThicknessMm} to either side of it along z. */
	private static LabelVolume ellipse(final Grid grid, final double longMm, final double shortMm, final double degrees,
		final double[] centre, final double halfThicknessMm)
	{
		final LabelVolume nodes = new LabelVolume(grid);
		final double c = Math.cos(Math.toRadians(degrees)), s = Math.sin(Math.toRadians(degrees));
		for (int z = 0, i = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++) {
					final double[] p = grid.toWorld(x, y, z);
					final double dx = p[0] - centre[0], dy = p[1] - centre[1];
					final double u = 2 * (c * dx + s * dy) / longMm, v = 2 * (c * dy - s * dx) / shortMm;
					if (u * u + v * v <= 1 && Math.abs(p[2] - centre[2]) <= halfThicknessMm) nodes.labels()[i] = 1;
				}
		return nodes;
	}

	@Test
	public void ellipsesMeasureTheirAxes() {
		final double[][] axes = { { 10, 6 }, { 14, 9 }, { 21, 12 }, { 18, 16 } };
		final double[][] spacings = { { .5, .5 }, { .7, .7 }, { .9, .9 }, { .6, .8 } };
		for (final double[] spacing : spacings) {
			final Grid grid = Grid.of((int) (24 / spacing[0]), (int) (24 / spacing[1]), 1, spacing[0], spacing[1], 3);
			final double voxel = Math.max(spacing[0], spacing[1]);
			double longError = 0, shortError = 0;
			int n = 0;
			for (final double[] axis : axes)
				for (int degrees = 0; degrees < 180; degrees += 15, n++) {
					final double[] centre = { 11.9 + 0.013 * degrees % spacing[0], 11.7 + 0.017 * degrees % spacing[1], 0 };
					final NodeMeasure m = only(ellipse(grid, axis[0], axis[1], degrees, centre, 1));
					final String what = axis[0] + " x " + axis[1] + " mm at " + degrees + " degrees, " + grid;
					assertEquals("long axis of " + what, axis[0], m.longAxisMm(), voxel);
					assertEquals("short axis of " + what, axis[1], m.shortAxisMm(), voxel);
					longError += (m.longAxisMm() - axis[0]) / voxel;
					shortError += (m.shortAxisMm() - axis[1]) / voxel;
				}
			assertEquals("mean error of long axes in voxels, " + grid, 0, longError / n, 0.5);
			assertEquals("mean error of short axes in voxels, " + grid, 0, shortError / n, 0.5);
		}
	}

	@Test
	public void runsOfVoxelsMeasureTheirExtent() {
		final LabelVolume nodes = new LabelVolume(Grid.of(20, 12, 3, .8, .5, 2));
		nodes.labels()[nodes.grid().index(3, 3, 1)] = 1;
		assertEquals(.8, only(nodes).longAxisMm(), 1e-12);
		assertEquals(.5, only(nodes).shortAxisMm(), 1e-12);
		for (int x = 3; x < 13; x++)
			nodes.labels()[nodes.grid().index(x, 3, 1)] = 1;
		assertEquals(8, only(nodes).longAxisMm(), 1e-12);
		assertEquals(.5, only(nodes).shortAxisMm(), 1e-12);
		for (int x = 3; x < 13; x++)
			for (int y = 3; y < 9; y++)
				nodes.labels()[nodes.grid().index(x, y, 1)] = 1;
		assertEquals("from the middle of one side's last voxel to that of the opposite side's", Math.hypot(8, 2.5), only(
			nodes).longAxisMm(), 1e-12);
	}

	@Test
	public void theLongAxisIsTheLargestDistanceOfOutlinePoints() {
		final Random random = new Random(5);
		for (int trial = 0; trial < 60; trial++) {
			final Grid grid = Grid.of(9, 8, 1, .6 + .1 * random.nextInt(5), .7, 1);
			final LabelVolume nodes = new LabelVolume(grid);
			for (int i = 0; i < grid.voxels(); i++)
				nodes.labels()[i] = (short) (random.nextDouble() < .15 ? 1 : 0);
			nodes.labels()[random.nextInt(72)] = 1;
			double longest = 0;
			for (int i = 0; i < grid.voxels(); i++)
				for (int j = 0; j < grid.voxels(); j++)
					for (int k = 0; k < 16 && nodes.labels()[i] != 0 && nodes.labels()[j] != 0; k++)
						longest = Math.max(longest, Math.hypot((i % 9 - j % 9 + side(k % 4) - side(k / 4)) * grid.spacing(0), (i / 9 -
							j / 9 + side((k + 1) % 4) - side((k / 4 + 1) % 4)) * .7));
			assertEquals("trial " + trial, longest, only(nodes).longAxisMm(), 1e-9);
		}
	}

	private static double side(final int k) {
		return k == 0 ? .5 : k == 2 ? -.5 : 0;
	}

	@Test
	public void theSliceWithTheLongestAxisCounts() {
		final LabelVolume nodes = new LabelVolume(Grid.of(20, 20, 4, 1, 1, 5));
		rectangle(nodes, 10, 10, 0);
		rectangle(nodes, 15, 2, 1);
		rectangle(nodes, 10, 10, 2);
		assertEquals(Math.hypot(15, 1), only(nodes).longAxisMm(), 1e-9);
		assertEquals("not the 10 mm of the other slices", 2, only(nodes).shortAxisMm(), 0.1);
		rectangle(nodes, 1, 1, 3);
		assertEquals(Math.hypot(15, 1), only(nodes).longAxisMm(), 1e-9);
	}

	@Test
	public void ofSlicesWithEquallyLongAxesTheFirstCounts() {
		final LabelVolume thickFirst = new LabelVolume(Grid.of(20, 20, 2, 1, 1, 5));
		rectangle(thickFirst, 13, 1, 0);
		rectangle(thickFirst, 1, 13, 1);
		thickFirst.labels()[thickFirst.grid().index(8, 3, 0)] = 1;
		assertEquals(13, only(thickFirst).longAxisMm(), 1e-12);
		assertEquals(2, only(thickFirst).shortAxisMm(), 1e-12);
		final LabelVolume thickLast = new LabelVolume(thickFirst.grid());
		rectangle(thickLast, 1, 13, 0);
		rectangle(thickLast, 13, 1, 1);
		thickLast.labels()[thickLast.grid().index(8, 3, 1)] = 1;
		assertEquals(1, only(thickLast).shortAxisMm(), 1e-12);
	}

	/** So many voxels from (2, 2) on. */
	private static void rectangle(final LabelVolume nodes, final int nx, final int ny, final int z) {
		for (int x = 2; x < 2 + nx; x++)
			for (int y = 2; y < 2 + ny; y++)
				nodes.labels()[nodes.grid().index(x, y, z)] = 1;
	}

	@Test
	public void axialIsAxialHoweverTheImageIsStored() {
		final double[][] directions = { { 1, 0, 0, 0, 1, 0, 0, 0, 1 }, { -1, 0, 0, 0, -1, 0, 0, 0, 1 }, { 0, 0, 1, 1, 0, 0, 0,
			-1, 0 }, { 1, 0, 0, 0, 0, 1, 0, -1, 0 }, { 0, 1, 0, 0, 0, 1, 1, 0, 0 } };
		for (final double[] d : directions) {
			final double[] spacing = new double[3], origin = new double[3];
			final int[] size = new int[3];
			for (int a = 0; a < 3; a++) {
				final boolean z = d[6 + a] != 0;
				spacing[a] = z ? 2 : .5;
				size[a] = z ? 9 : 49;
				for (int r = 0; r < 3; r++)
					origin[r] -= d[3 * r + a] * spacing[a] * (size[a] - 1) / 2;
			}
			final NodeMeasure m = only(ellipse(new Grid(size, spacing, origin, d), 18, 10, 30, new double[3], 7));
			final NodeMeasure axial = only(ellipse(new Grid(new int[] { 49, 49, 9 }, new double[] { .5, .5, 2 }, new double[] {
				-12, -12, -8 }, directions[0]), 18, 10, 30, new double[3], 7));
			final String what = Arrays.toString(d);
			assertEquals(what, axial.longAxisMm(), m.longAxisMm(), 1e-9);
			assertEquals(what, axial.shortAxisMm(), m.shortAxisMm(), 1e-9);
			assertEquals(what, axial.ellipsoidDiameterMm(), m.ellipsoidDiameterMm(), 1e-9);
			assertEquals(what, 18, m.longAxisMm(), .5);
			assertEquals(what, 10, m.shortAxisMm(), .5);
		}
	}

	@Test
	public void aTiltedStackIsMeasuredInItsNearestPlane() {
		final double t = Math.toRadians(20);
		final double[] tilted = { 1, 0, 0, 0, Math.cos(t), -Math.sin(t), 0, Math.sin(t), Math.cos(t) };
		final Grid grid = new Grid(new int[] { 40, 30, 5 }, new double[] { .5, .5, 1 }, new double[] { 7, 8, 9 }, tilted);
		final LabelVolume nodes = new LabelVolume(grid);
		for (int y = 10; y < 15; y++)
			for (int x = 10; x < 30; x++)
				nodes.labels()[grid.index(x, y, 2)] = 1;
		assertEquals(Math.hypot(10, 2), only(nodes).longAxisMm(), 1e-9);
	}

	@Test
	public void sumsOfTwoNodesStayApart() {
		final Grid grid = Grid.of(10, 10, 10, 1, 2, 3);
		final LabelVolume nodes = new LabelVolume(grid);
		final FloatVolume probability = new FloatVolume(grid);
		for (int x = 0; x < 4; x++) {
			nodes.labels()[grid.index(x, 1, 1)] = 7;
			probability.values()[grid.index(x, 1, 1)] = x / 4f;
			nodes.labels()[grid.index(x, 5, 8)] = (short) 65535;
			probability.values()[grid.index(x, 5, 8)] = 1;
		}
		final List<NodeMeasure> measures = NodeMeasures.measure(nodes, probability, null);
		assertEquals(2, measures.size());
		final NodeMeasure a = measures.get(0), b = measures.get(1);
		assertEquals(7, a.id());
		assertEquals(65535, b.id());
		assertEquals(.375, a.meanProbability(), 1e-7);
		assertEquals(1, b.meanProbability(), 1e-7);
		assertEquals(24, a.volumeMm3(), 1e-9);
		assertArrayEquals(new double[] { 1.5, 2, 3 }, new double[] { a.centreXMm(), a.centreYMm(), a.centreZMm() }, 1e-9);
		assertArrayEquals(new double[] { 1.5, 10, 24 }, new double[] { b.centreXMm(), b.centreYMm(), b.centreZMm() }, 1e-9);
		assertEquals("one slice thick", 0, a.ellipsoidDiameterMm(), 0);
		assertEquals(NodeMeasures.UNKNOWN_STATION, a.station());
		assertTrue(Double.isNaN(only(ellipse(grid, 5, 5, 0, new double[] { 5, 5, 5 }, 4)).meanProbability()));
	}

	@Test
	public void ellipsoidDiameterIsTheSmallest() {
		final LabelVolume nodes = new LabelVolume(Grid.of(12, 12, 4, .8, .8, 3));
		for (int z = 1; z < 3; z++)
			for (int y = 1; y < 11; y++)
				for (int x = 1; x < 11; x++)
					nodes.labels()[nodes.grid().index(x, y, z)] = 3;
		assertEquals(6.786206, only(nodes).ellipsoidDiameterMm(), 1e-6);
	}

	@Test
	public void stationsByMajorityAndASecondFromThirtyPercent() {
		assertEquals("4R", station(10, Station.S4R, 10));
		assertEquals("4R", station(10, Station.S4R, 8, Station.S10R, 2));
		assertEquals("4R/10R", station(10, Station.S4R, 7, Station.S10R, 3));
		assertEquals("10R/4R", station(10, Station.S4R, 4, Station.S10R, 6));
		assertEquals("7", station(100, Station.S7, 71, Station.S8, 29));
		assertEquals("only voxels inside stations count", "4R/10R", station(20, Station.S4R, 4, Station.S10R, 2));
		assertEquals("only the second is named", "1R/2R", station(10, Station.S1R, 4, Station.S2R, 3, Station.S3A, 3));
		assertEquals("12-14L", station(10, Station.S12_14L, 1));
		assertEquals("other", station(10));
	}

	/** The station of a node of so many voxels, of which the given numbers lie in stations. */
	private static String station(final int voxels, final Object... stationsAndVoxels) {
		return stationOnGrid(0.3, voxels, stationsAndVoxels);
	}

	@Test
	public void ofLongNodesAllStationsFromTwentyPercent() {
		assertEquals("7/8", stationOnGrid(1, 100, Station.S7, 79, Station.S8, 21));
		assertEquals("7", stationOnGrid(1, 100, Station.S7, 81, Station.S8, 19));
		assertEquals("7/8/9L", stationOnGrid(1, 100, Station.S8, 25, Station.S7, 50, Station.S9L, 25));
		assertEquals("40 mm is not longer than 40 mm", "7", stationOnGrid(1, 40, Station.S7, 30, Station.S8, 10));
	}

	private static String stationOnGrid(final double spacingMm, final int voxels, final Object... stationsAndVoxels) {
		final Grid grid = Grid.of(voxels + 1, 1, 1, spacingMm, spacingMm, spacingMm);
		final LabelVolume nodes = new LabelVolume(grid), stations = new LabelVolume(grid);
		Arrays.fill(nodes.labels(), 0, voxels, (short) 1);
		stations.labels()[voxels] = (short) Station.S9L.label();
		for (int k = 0, i = 0; k < stationsAndVoxels.length; k += 2)
			for (int n = (Integer) stationsAndVoxels[k + 1]; n > 0; n--, i++)
				stations.labels()[i] = (short) ((Station) stationsAndVoxels[k]).label();
		return NodeMeasures.measure(nodes, null, stations).get(0).station();
	}

	@Test
	public void labelsThatAreNoStationAreOutside() {
		final LabelVolume nodes = new LabelVolume(Grid.of(2, 1, 1, 1, 1, 1), new short[] { 1, 1 });
		assertEquals("other", NodeMeasures.measure(nodes, null, new LabelVolume(nodes.grid(), new short[] { 99,
			(short) 65535 })).get(0).station());
	}

	@Test
	public void noNodesNoMeasures() {
		assertTrue(NodeMeasures.measure(new LabelVolume(Grid.of(4, 4, 4, 1, 1, 1)), null, null).isEmpty());
	}

	@Test
	public void otherGridsAreRefused() {
		final LabelVolume nodes = new LabelVolume(Grid.of(4, 4, 4, 1, 1, 1));
		final Grid other = Grid.of(4, 4, 4, 1, 1, 2);
		assertThrows(InputException.class, () -> NodeMeasures.measure(nodes, new FloatVolume(other), null));
		assertThrows(InputException.class, () -> NodeMeasures.measure(nodes, null, new LabelVolume(other)));
	}
}
