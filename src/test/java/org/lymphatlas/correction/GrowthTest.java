package org.lymphatlas.correction;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

import org.junit.Test;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.volume.Components;
import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;

public class GrowthTest {

	private static final GrowthLimits WIDE = new GrowthLimits(120, 1e9);

	private static FloatVolume noise(final Grid g, final long seed) {
		final Random random = new Random(seed);
		final FloatVolume p = new FloatVolume(g);
		for (int i = 0; i < g.voxels(); i++)
			p.values()[i] = random.nextFloat();
		return p;
	}

	@Test
	public void theSeedsComponentAtTheThresholdIsProposed() {
		for (final Grid g : List.of(Grid.of(17, 19, 11, 1, 0.8, 2), Scenes.oblique(15, 16, 17, 0.9, 1, 1.2))) {
			final FloatVolume p = noise(g, 3);
			for (final double threshold : new double[] { 0.3, 0.6, 0.7, 0.8 }) {
				final Components.Labelling all = Components.label(Masks.threshold(p, (float) threshold), Connectivity.SIX);
				for (int seed = 0; seed < g.voxels(); seed += 97) {
					final NodeMap nodes = new NodeMap(new LabelVolume(g));
					final GrowFromProbability grow = new GrowFromProbability(5, g.toWorld(seed % g.nx(), seed / g.nx() % g.ny(), seed /
						g.nx() / g.ny()), threshold, WIDE);
					final int component = all.labels()[seed];
					if (component == 0) {
						assertThrows(InputException.class, () -> grow.propose(Scenes.withProbability(p), nodes));
						continue;
					}
					assertTrue(grow.propose(Scenes.withProbability(p), nodes).stoppedBy().isEmpty());
					nodes.apply(grow.on(Scenes.withProbability(p), nodes));
					for (int i = 0; i < g.voxels(); i++)
						assertEquals("seed " + seed + ", threshold " + threshold + ", " + Scenes.voxel(g, i),
							all.labels()[i] == component ? 5 : 0, nodes.labels().labelAt(i));
				}
			}
		}
	}

	@Test
	public void growingStopsAtTheLargestVolumeAndSaysSo() {
		final Grid g = Grid.of(40, 40, 40, 1, 1, 1);
		final FloatVolume p = new FloatVolume(g);
		Arrays.fill(p.values(), 0.5f);
		final Proposal stopped = new GrowFromProbability(1, Scenes.middle(g), 0.1, new GrowthLimits(60, 1000)).propose(Scenes
			.withProbability(p), new NodeMap(new LabelVolume(g)));
		assertEquals(1000, stopped.volumeMm3(), 0);
		assertEquals("[the largest volume of 1.0 ml]", stopped.stoppedBy().toString());
		final Proposal ball = new GrowFromProbability(1, g.toWorld(20, 20, 20), 0.1, new GrowthLimits(20, 1e6)).propose(Scenes
			.withProbability(p), new NodeMap(new LabelVolume(g)));
		assertEquals(4 / 3.0 * Math.PI * 1000, ball.volumeMm3(), 60);
		assertEquals("[the largest diameter of 20 mm]", ball.stoppedBy().toString());
		assertTrue(ball.inWords(), ball.inWords().contains("probability of at least 0.10; held back by"));
	}

	@Test
	public void organsHullAndOtherNodesHoldItBackAndAreNamed() {
		final Grid g = Grid.of(40, 20, 20, 1, 1, 1);
		final FloatVolume p = new FloatVolume(g);
		Arrays.fill(p.values(), 0.5f);
		final LabelVolume organs = new LabelVolume(g), nodes = new LabelVolume(g);
		Scenes.put(organs, 7, q -> q[0] >= 30);
		Scenes.put(organs, 9, q -> q[0] < 30 && q[1] >= 15);
		Scenes.put(nodes, 3, q -> q[0] < 10);
		final Mask hull = new Mask(g);
		Arrays.fill(hull.values(), g.index(0, 0, 5), g.voxels(), (byte) 1);
		final Scene scene = new Scene(new CtVolume(g), Optional.of(p), Optional.of(new Organs(organs, new TreeMap<>(Map
			.of(7, "pulmonary_vein", 9, "liver")))), Optional.of(hull));
		final Proposal proposal = new GrowFromProbability(4, new double[] { 20, 10, 10 }, 0.1, WIDE).propose(scene,
			new NodeMap(nodes));
		assertEquals("[node 3, the pulmonary vein, what lies outside the lungs' hull]", proposal.stoppedBy().toString());
		assertEquals("20 columns, the liver is no barrier", 20 * 20 * 15, proposal.volumeMm3(), 0);
		for (final double[] seed : new double[][] { { 35, 5, 10 }, { 5, 5, 10 }, { 20, 5, 2 }, { 20, -50, 2 } }) {
			final InputException e = assertThrows(InputException.class, () -> new GrowFromProbability(4, seed, 0.1, WIDE).propose(
				scene, new NodeMap(nodes)));
			assertTrue(e.getMessage(), e.getMessage().contains("lies in") || e.getMessage().contains("lies outside"));
		}
	}

	/** A ball of 70 HU in fat of -90 HU, blurred a little by partial volume, with noise. */
	private static CtVolume ballInFat(final Grid g, final double[] centre, final double radiusMm, final double noiseHu) {
		final Random random = new Random(11);
		final CtVolume ct = new CtVolume(g);
		for (int i = 0; i < g.voxels(); i++) {
			final double r = Points.length(Points.minus(g.toWorld(i % g.nx(), i / g.nx() % g.ny(), i / g.nx() / g.ny()),
				centre));
			final double share = Math.max(0, Math.min(1, 0.5 + (radiusMm - r) / 1.2));
			ct.hu()[i] = (short) Math.round(-90 + 160 * share + noiseHu * random.nextGaussian());
		}
		return ct;
	}

	@Test
	public void aNodeInFatIsFoundByItsIntensityWhateverTheGrid() {
		for (final Grid g : List.of(Grid.of(60, 60, 30, 0.8, 0.8, 1.5), Scenes.oblique(60, 60, 45, 0.8, 0.7, 1)))
			for (final double radius : new double[] { 4, 6, 9 })
				for (final double noise : new double[] { 0, 15 }) {
					final double[] c = Scenes.middle(g);
					final LabelVolume truth = new LabelVolume(g);
					Scenes.put(truth, 1, Scenes.ball(c, radius));
					final Scene scene = Scenes.withCt(ballInFat(g, c, radius, noise));
					final NodeMap nodes = new NodeMap(new LabelVolume(g));
					nodes.apply(new GrowFromIntensity(1, new double[] { c[0] + 1, c[1] - 1, c[2] }, 1, GrowthLimits.FROM_INTENSITY)
						.on(scene, nodes));
					final double dice = 2.0 * Masks.and(truth.foreground(), nodes.labels().foreground()).count() / (Scenes.count(truth,
						1) + nodes.voxels(1));
					assertTrue("Dice " + dice + " of a node of " + radius + " mm with noise of " + noise + " HU on " + g,
						dice > 0.85);
				}
	}

	@Test
	public void aThinBridgeToAVesselIsCut() {
		final Grid g = Grid.of(70, 50, 50, 0.7, 0.7, 0.7);
		final double[] c = { 14, 17, 17 };
		final CtVolume ct = ballInFat(g, c, 6, 5);
		for (int i = 0; i < g.voxels(); i++) {
			final double[] p = g.toWorld(i % 70, i / 70 % 50, i / 70 / 50);
			final boolean bridge = p[0] > 18 && Math.hypot(p[1] - 17, p[2] - 17) < 0.8;
			if (bridge || Math.hypot(p[0] - 34, p[1] - 17) < 7) ct.hu()[i] = 70;
		}
		final Proposal node = new GrowFromIntensity(1, c, 1, GrowthLimits.FROM_INTENSITY).propose(Scenes.withCt(ct),
			new NodeMap(new LabelVolume(g)));
		assertEquals(4 / 3.0 * Math.PI * 216, node.volumeMm3(), 200);
	}

	@Test
	public void whatLeaksIsHeldByTheLimits() {
		final Grid g = Grid.of(50, 50, 50, 1, 1, 1);
		final Proposal everywhere = new GrowFromIntensity(1, Scenes.middle(g), 1, new GrowthLimits(20, 1e6)).propose(Scenes
			.empty(g), new NodeMap(new LabelVolume(g)));
		assertEquals("[the largest diameter of 20 mm]", everywhere.stoppedBy().toString());
		assertEquals("-25 to 25 HU", everywhere.basis());
		assertTrue(new GrowFromIntensity(1, Scenes.middle(g), 1, new GrowthLimits(20, 500)).propose(Scenes.empty(g),
			new NodeMap(new LabelVolume(g))).stoppedBy().contains("the largest volume of 0.5 ml"));
	}

	@Test
	public void impossibleParametersAreRefused() {
		final double[] p = { 0, 0, 0 };
		for (final double t : new double[] { 0, -1, 1.1, Double.NaN })
			assertThrows("threshold " + t, InputException.class, () -> new GrowFromProbability(1, p, t, WIDE));
		assertThrows(InputException.class, () -> new GrowFromProbability(1, p, 0.1, null));
		assertThrows(InputException.class, () -> new GrowFromProbability(0, p, 0.1, WIDE));
		assertThrows(InputException.class, () -> new GrowFromProbability(1, new double[2], 0.1, WIDE));
		assertThrows(InputException.class, () -> new GrowFromIntensity(1, p, 5, WIDE));
		assertThrows(InputException.class, () -> new GrowthLimits(121, 1));
		assertThrows(InputException.class, () -> new GrowthLimits(10, 0));
		final InputException none = assertThrows(InputException.class, () -> new GrowFromProbability(1, p, 0.1, WIDE).propose(
			Scenes.empty(Grid.of(4, 4, 4, 1, 1, 1)), new NodeMap(new LabelVolume(Grid.of(4, 4, 4, 1, 1, 1)))));
		assertTrue(none.getMessage(), none.getMessage().contains("add the node by its intensity"));
	}
}
