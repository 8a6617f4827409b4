package org.lymphatlas.correction;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Random;

import org.junit.Test;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;

public class StrokeTest {

	private static final Grid[] GRIDS = { Grid.of(40, 36, 12, 0.7, 0.9, 2.5), Scenes.oblique(34, 40, 15, 1.1, 0.8, 2) };

	@Test
	public void agreesWithEveryVoxelAskedByItself() {
		for (final Grid g : GRIDS)
			for (final Stroke.Tip tip : Stroke.Tip.values())
				for (int seed = 0; seed < 12; seed++) {
					final Random random = new Random(seed);
					final double[] normal = seed < 3 ? axis(seed) : new double[] { random.nextGaussian(), random.nextGaussian(), random
						.nextGaussian() };
					final Stroke stroke = new Stroke(true, 3, tip, 1 + 4 * random.nextDouble(), normal, path(g, normal, random, 1 +
						seed % 4));
					final NodeMap nodes = new NodeMap(new LabelVolume(g));
					nodes.apply(stroke.on(Scenes.empty(g), nodes));
					for (int i = 0; i < g.voxels(); i++)
						assertEquals(tip + ", seed " + seed + ", " + Scenes.voxel(g, i), isPainted(g, i, stroke) ? 3 : 0, nodes.labels()
							.labelAt(i));
				}
	}

	private static double[] axis(final int a) {
		final double[] axis = new double[3];
		axis[a] = 1;
		return axis;
	}

	/** Points in a plane through the middle of the grid, some outside the grid. */
	private static double[][] path(final Grid g, final double[] normal, final Random random, final int points) {
		final PlaneFrame frame = PlaneFrame.of(normal);
		final double[] c = Scenes.middle(g);
		final double[][] path = new double[points][];
		for (int k = 0; k < points; k++)
			path[k] = frame.toWorld(Points.dot(c, frame.u()) + 12 * random.nextGaussian(), Points.dot(c, frame.v()) + 12 * random
				.nextGaussian(), Points.dot(c, frame.normal()) + 0.3);
		return path;
	}

	private static boolean isPainted(final Grid g, final int i, final Stroke s) {
		final double[] p = g.toWorld(i % g.nx(), i / g.nx() % g.ny(), i / g.nx() / g.ny()), n = Points.unit(s.normal());
		final double off = Points.dot(Points.minus(p, s.pathLps()[0]), n);
		if (s.tip() == Stroke.Tip.DISC) {
			final double half = Footprint.halfCellMm(g, n);
			if (off <= -half || off > half) return false;
			for (int r = 0; r < 3; r++)
				p[r] -= off * n[r];
		}
		for (int k = 0; k < s.pathLps().length; k++)
			if (nearestMm(p, s.pathLps()[Math.max(0, k - 1)], s.pathLps()[k]) <= s.radiusMm() + 1e-6) return true;
		return false;
	}

	/** Distance to a piece of the path by halving, in place of the closed form: it has one minimum. */
	private static double nearestMm(final double[] p, final double[] a, final double[] b) {
		double from = 0, to = 1;
		for (int step = 0; step < 40; step++) {
			final double left = from + (to - from) / 3, right = to - (to - from) / 3;
			if (mm(p, a, b, left) < mm(p, a, b, right)) to = right;
			else from = left;
		}
		return mm(p, a, b, from);
	}

	private static double mm(final double[] p, final double[] a, final double[] b, final double t) {
		final double x = a[0] + t * (b[0] - a[0]) - p[0], y = a[1] + t * (b[1] - a[1]) - p[1], z = a[2] + t * (b[2] - a[2]) -
			p[2];
		return Math.sqrt(x * x + y * y + z * z);
	}

	@Test
	public void aDiscHasTheAreaOfACircleAndIsOneSliceThick() {
		final Grid g = Grid.of(200, 160, 5, 0.5, 0.625, 3);
		final NodeMap nodes = new NodeMap(new LabelVolume(g));
		nodes.apply(new Stroke(true, 1, Stroke.Tip.DISC, 20, new double[] { 0, 0, 2 }, new double[][] { g.toWorld(100, 80,
			2.2) }).on(Scenes.empty(g), nodes));
		assertEquals(Math.PI * 400, nodes.voxels(1) * 0.5 * 0.625, 4);
		for (int z = 0; z < 5; z++)
			assertEquals("slice " + z, z == 2 ? nodes.voxels(1) : 0, countInSlice(nodes, z));
	}

	private static long countInSlice(final NodeMap nodes, final int z) {
		final int slice = nodes.grid().nx() * nodes.grid().ny();
		long n = 0;
		for (int i = z * slice; i < (z + 1) * slice; i++)
			n += nodes.labels().labels()[i];
		return n;
	}

	@Test
	public void everyPointOfAnObliquePlaneUnderTheDiscLiesInAPaintedVoxel() {
		final Grid g = GRIDS[1];
		final double[] normal = { 0, 0, 1 }, c = Scenes.middle(g);
		final NodeMap nodes = new NodeMap(new LabelVolume(g));
		nodes.apply(new Stroke(true, 1, Stroke.Tip.DISC, 6, normal, new double[][] { c }).on(Scenes.empty(g), nodes));
		// A voxel's centre may lie farther out than a point of its cell: by less than half its diagonal.
		for (double dx = -4.5; dx <= 4.5; dx += 0.1)
			for (double dy = -4.5; dy <= 4.5; dy += 0.1)
				if (Math.hypot(dx, dy) <= 4.5) assertEquals("at " + dx + ", " + dy, 1, nodes.at(new double[] { c[0] + dx, c[1] + dy,
					c[2] }));
	}

	@Test
	public void paintingSparesOtherNodesAndErasingTheOnesNotMeant() {
		final Grid g = Grid.of(20, 20, 3, 1, 1, 1);
		final LabelVolume labels = new LabelVolume(g);
		Scenes.put(labels, 1, p -> p[0] < 5);
		Scenes.put(labels, 2, p -> p[0] >= 5 && p[0] < 10);
		final NodeMap nodes = new NodeMap(labels);
		final double[][] middle = { { 8, 10, 1 } };
		final double[] z = { 0, 0, 1 };
		nodes.apply(new Stroke(true, 3, Stroke.Tip.DISC, 5, z, middle).on(Scenes.empty(g), nodes));
		assertEquals(2, nodes.at(new double[] { 8, 10, 1 }));
		assertEquals(3, nodes.at(new double[] { 11, 10, 1 }));
		nodes.apply(new Stroke(false, 1, Stroke.Tip.BALL, 5, z, middle).on(Scenes.empty(g), nodes));
		assertEquals(0, nodes.at(new double[] { 3, 10, 1 }));
		assertEquals(2, nodes.at(new double[] { 8, 10, 1 }));
		nodes.apply(new Stroke(false, 0, Stroke.Tip.BALL, 5, z, middle).on(Scenes.empty(g), nodes));
		assertEquals(0, nodes.at(new double[] { 8, 10, 1 }));
		assertEquals("what the stroke left of node 3", Scenes.count(labels, 3), nodes.ids().contains(3) ? nodes.voxels(3)
			: 0);
	}

	@Test
	public void refusesBrushesThatCannotBe() {
		final double[] z = { 0, 0, 1 };
		final double[][] path = { { 0, 0, 0 } };
		for (final double radius : new double[] { 0, -1, Double.NaN, 51 })
			assertThrows("radius " + radius, InputException.class, () -> new Stroke(true, 1, Stroke.Tip.DISC, radius, z, path));
		assertThrows(InputException.class, () -> new Stroke(true, 0, Stroke.Tip.DISC, 1, z, path));
		assertThrows(InputException.class, () -> new Stroke(true, 70000, Stroke.Tip.DISC, 1, z, path));
		assertThrows(InputException.class, () -> new Stroke(true, 1, Stroke.Tip.DISC, 1, new double[3], path));
		assertThrows(InputException.class, () -> new Stroke(true, 1, Stroke.Tip.DISC, 1, z, new double[0][]));
		assertThrows(InputException.class, () -> new Stroke(true, 1, null, 1, z, path));
		assertThrows(InputException.class, () -> new Stroke(true, 1, Stroke.Tip.BALL, 1, z, new double[][] { { 0, Double.NaN,
			0 } }));
	}

	@Test
	public void aStrokeOutsideTheVolumeChangesNothing() {
		final Grid g = GRIDS[0];
		final NodeMap nodes = new NodeMap(new LabelVolume(g));
		assertTrue(new Stroke(true, 1, Stroke.Tip.BALL, 3, new double[] { 0, 0, 1 }, new double[][] { { -1e6, 0, 0 }, { -1e6,
			5, 0 } }).on(Scenes.empty(g), nodes).isEmpty());
		assertArrayEquals(new short[g.voxels()], nodes.labels().labels());
	}
}
