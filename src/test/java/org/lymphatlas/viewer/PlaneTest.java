package org.lymphatlas.viewer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

public class PlaneTest {

	/** A linear function of the place: what linear interpolation must give back exactly. */
	private static double ramp(final double[] p) {
		return 3 * p[0] - 2 * p[1] + 0.5 * p[2] + 7;
	}

	private static FloatVolume rampOn(final Grid grid) {
		final FloatVolume v = new FloatVolume(grid);
		for (int z = 0, i = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++)
					v.values()[i] = (float) ramp(grid.toWorld(x, y, z));
		return v;
	}

	private static Grid oblique() {
		final double c = Math.cos(0.4), s = Math.sin(0.4);
		return new Grid(new int[] { 40, 30, 20 }, new double[] { 1, 1.5, 3 }, new double[] { -12, 5, -30 }, new double[] { c,
			s, 0, -s, c, 0, 0, 0, -1 });
	}

	@Test
	public void everyPixelShowsItsPlaceInThePatient() {
		for (final Grid grid : new Grid[] { oblique(), ExampleCase.grid(4, 5, 8, 5, 1), ExampleCase.grid(4, 4, 4, 0, 0) }) {
			final FloatVolume volume = rampOn(grid);
			final Extent extent = Extent.of(grid);
			final double[] middle = grid.toWorld((grid.nx() - 1) / 2.0, (grid.ny() - 1) / 2.0, (grid.nz() - 1) / 2.0);
			for (final Section section : Section.values()) {
				final Plane plane = Plane.of(section, extent, middle, 0.9);
				final float[] shown = plane.linear(volume);
				int inside = 0;
				for (int i = 0; i < shown.length; i++) {
					final double[] p = middle.clone();
					p[section.rightAxis] = extent.min()[section.rightAxis] + 0.9 * (i % plane.width() + 0.5);
					p[section.downAxis] = section.downSign > 0 ? extent.min()[section.downAxis] + 0.9 * (i / plane.width() + 0.5)
						: extent.max()[section.downAxis] - 0.9 * (i / plane.width() + 0.5);
					final double[] v = p.clone();
					grid.toVoxel(p, v);
					if (!isWithinCentres(v, grid)) continue;
					inside++;
					assertEquals(section + " pixel " + i, ramp(p), shown[i], 1e-3);
				}
				assertTrue(section + " shows only " + inside, inside > shown.length / 3);
			}
		}
	}

	private static boolean isWithinCentres(final double[] v, final Grid grid) {
		return v[0] >= 0 && v[1] >= 0 && v[2] >= 0 && v[0] <= grid.nx() - 1 && v[1] <= grid.ny() - 1 && v[2] <= grid.nz() -
			1;
	}

	@Test
	public void projectionIsTheInverseOfPixelPositions() {
		final Plane plane = Plane.of(Section.CORONAL, Extent.of(oblique()), new double[] { 1, 2, -40 }, 0.7);
		final double[] p = { plane.topLeft()[0] + 11 * 0.7, 55, plane.topLeft()[2] - 23 * 0.7 };
		assertArrayEquals(new double[] { 11, 23 }, plane.project(p), 1e-9);
		assertEquals(53, plane.distanceMm(p), 1e-9);
	}

	@Test
	public void nothingIsShownOutsideTheVolume() {
		final Grid grid = Grid.of(10, 10, 10, 1, 1, 1);
		final Plane plane = new Plane(Section.AXIAL, new double[] { -3, 0, 4 }, 1, 20, 1);
		final float[] shown = plane.linear(rampOn(grid));
		final int[] labels = plane.labels(new LabelVolume(grid));
		for (int x = 0; x < 20; x++) {
			assertEquals("x = " + (x - 3), x < 3 || x > 12, Float.isNaN(shown[x]));
			assertEquals("x = " + (x - 3), x < 3 || x > 12 ? -1 : 0, labels[x]);
		}
	}

	@Test
	public void aLongExtentIsCutAroundAPointAndStaysInside() {
		final Extent e = new Extent(new double[] { 0, 0, 0 }, new double[] { 100, 300, 900 });
		final Extent cut = e.atMost(200, new double[] { 50, 290, 450 });
		assertArrayEquals(new double[] { 0, 100, 350 }, cut.min(), 1e-9);
		assertArrayEquals(new double[] { 100, 300, 550 }, cut.max(), 1e-9);
	}
}
