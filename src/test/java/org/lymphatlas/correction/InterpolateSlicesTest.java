package org.lymphatlas.correction;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import org.junit.Test;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;

public class InterpolateSlicesTest {

	private static final double[] AXIAL = { 0, 0, 1 };

	/** Discs in planes of the given normal, filled between. */
	private static EditSession filled(final Grid g, final double[] normal, final double[][] centres, final double[] radii) {
		final EditSession session = new EditSession(Scenes.empty(g), new LabelVolume(g));
		for (int k = 0; k < centres.length; k++)
			session.apply(new Stroke(true, 4, Stroke.Tip.DISC, radii[k], normal, new double[][] { centres[k] }));
		session.apply(InterpolateSlices.between(4, normal, session.strokes()));
		return session;
	}

	@Test
	public void twoDiscsOfOneAxisMakeACone() {
		final Grid g = Grid.of(80, 80, 21, 0.5, 0.5, 1);
		final EditSession session = filled(g, AXIAL, new double[][] { { 20, 20, 2 }, { 20, 20, 18 } }, new double[] { 4,
			12 });
		for (int z = 2; z <= 18; z++) {
			final double radius = 4 + (z - 2) * 8 / 16.0;
			assertEquals("radius in slice " + z, radius, Math.sqrt(inSlice(session.nodes(), z) * 0.25 / Math.PI), 0.3);
		}
		assertEquals(0, inSlice(session.nodes(), 1));
		assertEquals(0, inSlice(session.nodes(), 19));
	}

	private static long inSlice(final NodeMap nodes, final int z) {
		final int slice = nodes.grid().nx() * nodes.grid().ny();
		long n = 0;
		for (int i = z * slice; i < (z + 1) * slice; i++)
			if (nodes.labels().labelAt(i) == 4) n++;
		return n;
	}

	@Test
	public void discsOfASlantedAxisMakeASlantedCylinderOnAnyGrid() {
		for (final Grid g : new Grid[] { Grid.of(90, 60, 30, 0.6, 0.7, 1.5), Scenes.oblique(100, 90, 48, 0.6, 0.7, 1.1) }) {
			final double[] c = Scenes.middle(g);
			final double[] a = { c[0] - 9, c[1], c[2] - 11 }, b = { c[0] + 9, c[1] + 3, c[2] + 11 };
			final EditSession session = filled(g, AXIAL, new double[][] { a, b }, new double[] { 6, 6 });
			int wrong = 0, all = 0;
			for (int i = 0; i < g.voxels(); i++) {
				final double[] p = g.toWorld(i % g.nx(), i / g.nx() % g.ny(), i / g.nx() / g.ny());
				final double t = (p[2] - a[2]) / (b[2] - a[2]);
				if (t <= 0 || t >= 1) continue;
				final double r = Math.hypot(p[0] - a[0] - t * (b[0] - a[0]), p[1] - a[1] - t * (b[1] - a[1]));
				// At the border the raster and the voxels decide.
				if (Math.abs(r - 6) < 1) continue;
				all++;
				if (r < 6 != (session.nodes().labels().labelAt(i) == 4)) wrong++;
			}
			assertEquals("of " + all + " voxels on " + g, 0, wrong);
		}
	}

	@Test
	public void sagittalPlanesAreInterpolatedToo() {
		final Grid g = Grid.of(30, 60, 60, 1, 0.5, 0.5);
		final EditSession session = filled(g, new double[] { -1, 0, 0 }, new double[][] { { 5, 15, 15 }, { 15, 15, 15 }, { 25,
			15, 15 } }, new double[] { 8, 4, 8 });
		assertEquals(1, session.nodes().ids().size());
		final double[] radius = new double[30];
		for (int i = 0; i < g.voxels(); i++)
			if (session.nodes().labels().labelAt(i) == 4) radius[i % 30] += 0.25 / Math.PI;
		for (int x = 5; x <= 25; x++)
			assertEquals("x = " + x, 4 + 0.4 * Math.abs(x - 15), Math.sqrt(radius[x]), 0.3);
	}

	@Test
	public void otherNodesBetweenAreSpared() {
		final Grid g = Grid.of(40, 40, 21, 1, 1, 1);
		final LabelVolume labels = new LabelVolume(g);
		Scenes.put(labels, 9, p -> p[2] == 10);
		final EditSession session = new EditSession(Scenes.empty(g), labels);
		for (final double z : new double[] { 2, 18 })
			session.apply(new Stroke(true, 4, Stroke.Tip.DISC, 6, AXIAL, new double[][] { { 20, 20, z } }));
		session.apply(InterpolateSlices.between(4, AXIAL, session.strokes()));
		assertEquals(1600, Scenes.count(labels, 9));
		assertEquals(4, session.nodes().at(new double[] { 20, 20, 9 }));
	}

	@Test
	public void onePlaneIsTooFewAndNeighboursHaveNothingBetween() {
		final Grid g = Grid.of(40, 40, 21, 1, 1, 1);
		final EditSession session = new EditSession(Scenes.empty(g), new LabelVolume(g));
		session.apply(new Stroke(true, 4, Stroke.Tip.DISC, 6, AXIAL, new double[][] { { 20, 20, 5 }, { 22, 20, 5 } }));
		assertThrows(InputException.class, () -> InterpolateSlices.between(4, AXIAL, session.strokes()));
		session.apply(new Stroke(true, 4, Stroke.Tip.DISC, 6, AXIAL, new double[][] { { 20, 20, 6 } }));
		final InputException e = assertThrows(InputException.class, () -> session.apply(InterpolateSlices.between(4, AXIAL,
			session.strokes())));
		assertTrue(e.getMessage(), e.getMessage().contains("nothing to fill"));
	}
}
