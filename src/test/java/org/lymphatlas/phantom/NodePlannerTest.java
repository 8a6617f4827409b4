package org.lymphatlas.phantom;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.BeforeClass;
import org.junit.Test;
import org.lymphatlas.anatomy.Station;

/** The drawing of nodes over many seeds. */
public class NodePlannerTest {

	private static final int SEEDS = 30;
	private static final List<NodePlanner.Plan> PLANS = new ArrayList<>();
	private static final List<Chest> CHESTS = new ArrayList<>();

	@BeforeClass
	public static void draw() {
		for (long seed = 0; seed < SEEDS; seed++) {
			final Contrast contrast = Contrast.random(seed, ContrastPhase.ANY);
			final Chest chest = Chest.of(PhantomSpec.standard(seed, 5), Variation.random(seed), contrast);
			CHESTS.add(chest);
			PLANS.add(new NodePlanner(chest, contrast, seed).plan());
		}
	}

	@Test
	public void everyPatientHasTwoToTwelve() {
		int many = 0;
		for (int i = 0; i < SEEDS; i++) {
			final int n = PLANS.get(i).nodes().size();
			assertTrue("seed " + i + ": " + n + " nodes", n >= 2 && n <= 12);
			if (n > 2) many++;
		}
		assertTrue(many + " of " + SEEDS + " diseased", many >= 0.6 * SEEDS && many < SEEDS);
	}

	@Test
	public void shortAxesAreLogNormal() {
		final double[] axes = PLANS.stream().flatMap(p -> p.nodes().stream().map(n -> shortAxis(p, n))).mapToDouble(
			Double::doubleValue).sorted().toArray();
		final double median = axes[axes.length / 2];
		assertTrue("median short axis " + median + " mm", median > 6.5 && median < 9.5);
		int large = 0;
		for (final double a : axes) {
			assertTrue("short axis " + a + " mm", a > 3.9 && a < 30.1);
			if (a >= 10) large++;
		}
		final double share = (double) large / axes.length;
		assertTrue("share of 10 mm and more: " + share, share > 0.2 && share < 0.48);
	}

	/** Twice the smallest semi-axis before it was shrunk to push its surroundings. */
	private static double shortAxis(final NodePlanner.Plan plan, final Node node) {
		final double[] a = node.body().semiAxes();
		final double grow = plan.pushes().stream().filter(p -> p.centre() == node.centre()).mapToDouble(p -> p.radiusMm() / p
			.canonicalRadiusMm()).findFirst().orElse(1);
		return 2 * grow * Math.min(a[0], Math.min(a[1], a[2]));
	}

	@Test
	public void stationsFollowTheirPrior() {
		final Map<String, Integer> count = new HashMap<>();
		int all = 0;
		for (final NodePlanner.Plan plan : PLANS)
			for (final Node n : plan.nodes()) {
				count.merge(Station.ofLabel(n.station()).orElseThrow().code(), 1, Integer::sum);
				all++;
			}
		final double paratracheal = count.getOrDefault("4R", 0) / (double) all, subcarinal = count.getOrDefault("7", 0) /
			(double) all;
		assertTrue("4R " + paratracheal + " of " + all, paratracheal > 0.1 && paratracheal < 0.4);
		assertTrue("7 " + subcarinal + " of " + all, subcarinal > 0.08 && subcarinal < 0.38);
		assertTrue("stations " + count.keySet(), count.size() >= 11);
	}

	@Test
	public void centresLieInTheirStationClearOfVesselsAndAirways() {
		for (int i = 0; i < SEEDS; i++)
			for (final Node n : PLANS.get(i).nodes()) {
				final double[] c = n.centre();
				assertEquals("seed " + i + " node " + n.id(), n.station(), StationRules.labelAt(c[0], c[1], c[2]));
				final double clearance = CHESTS.get(i).obstacles().clearance(c[0], c[1], c[2], 20);
				assertTrue("seed " + i + " node " + n.id() + " clearance " + clearance, clearance > 1);
			}
	}

	@Test
	public void nodesOfTheHilaLieBesideTheHila() {
		int hilar = 0;
		for (int i = 0; i < SEEDS; i++)
			for (final Node n : PLANS.get(i).nodes()) {
				if (n.station() < Station.S10R.label()) continue;
				hilar++;
				final double[] c = n.centre();
				final double reach = Math.min(distance(c, -38, -2, -25), distance(c, 50, -5, -24));
				assertTrue("seed " + i + " node " + n.id() + " " + reach + " mm from the hilum", reach < 62 && c[1] > -42);
			}
		assertTrue(hilar + " hilar nodes", hilar > 10);
	}

	private static double distance(final double[] c, final double l, final double p, final double s) {
		return Math.hypot(Math.hypot(c[0] - l, c[1] - p), c[2] - s);
	}

	/** Nodes that abut something are what makes them hard: most must. */
	@Test
	public void mostAbutAVesselOrAnAirway() {
		int touching = 0, all = 0;
		for (int i = 0; i < SEEDS; i++)
			for (final Node n : PLANS.get(i).nodes()) {
				final double[] c = n.centre(), a = n.body().semiAxes();
				if (CHESTS.get(i).obstacles().clearance(c[0], c[1], c[2], 40) < Math.max(a[0], Math.max(a[1], a[2])) + 1)
					touching++;
				all++;
			}
		assertTrue(touching + " of " + all + " touch", touching > 0.6 * all);
	}
}
