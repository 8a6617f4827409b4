package org.lymphatlas.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What else lies in the mediastinum: oesophagus, thymus, the pericardium's superior recess, and fine strands in the fat.
 * Thymus, recess and strands look like nodes and are none.
 */
final class SoftTissue {

	private static final int STRANDS = 800;

	private SoftTissue() {}

	static final double[][] OESOPHAGUS = { { 15, -14, 130, 5.6 }, { 15, -13, 100, 5.6 }, { 17, -6, 80, 5.6 }, { 16, -2.5, 60,
		5.8 }, { 13, 3, 40, 5.8 }, { 10, 9, 20, 5.8 }, { 6, 10.5, 0, 5.6 }, { 6, 9, -20, 5.6 }, { 6, 9.5, -40, 5.6 }, { 6, 8,
			-60, 5.8 }, { 8, 2, -80, 5.9 }, { 9, -8, -100, 6 }, { 8, -15, -120, 6.2 }, { 14, -18, -140, 6.5 } };

	/** Under nodes. */
	static List<Layer> lookalikes(final long seed, final Variation v) {
		final SplittableRandom r = Streams.of(seed, Streams.SOFT_TISSUE);
		final List<Layer> all = new ArrayList<>();
		final double involution = r.nextDouble();
		final double thymusHu = -85 + 105 * involution * involution;
		final double size = 0.7 + 0.5 * r.nextDouble();
		all.add(Layer.unlabelled(thymusHu, 0, false, List.of(Ellipsoid.along(new double[] { 11, -62, 22 }, new double[] {
			0.15, -0.25, 1 }, 26 * size, 10 * size, 5 * size), Ellipsoid.along(new double[] { -6, -60, 24 }, new double[] { -0.1,
				-0.25, 1 }, 22 * size, 7 * size, 4.5 * size))));
		final double recess = r.nextDouble();
		if (recess < 0.6) {
			final double c = r.nextDouble(1.8, 4.2);
			all.add(Layer.unlabelled(r.nextDouble(2, 18), 0, true, Tube.along(new double[][] { { -15, -28, 3, c * 0.8 }, { -6, -25,
				6, c }, { 4, -25.5, 7, c }, { 10, -29, 5, c * 0.7 } })));
		}
		all.add(Layer.unlabelled(28, 0, true, strands(r)));
		return all;
	}

	/** Threads of connective tissue and small vessels through the fat. */
	private static List<Shape> strands(final SplittableRandom r) {
		final List<Shape> all = new ArrayList<>();
		for (int i = 0; i < STRANDS; i++) {
			final double l = r.nextDouble(-35, 45), p = r.nextDouble(-80, 22), s = r.nextDouble(-100, 95);
			final double[] u = Ellipsoid.unit(new double[] { r.nextGaussian(), 0.6 * r.nextGaussian(), r.nextGaussian() });
			final double length = r.nextDouble(6, 26), radius = r.nextDouble(0.25, 0.8), bend = r.nextDouble(-3, 3);
			all.addAll(Tube.along(new double[] { l, p, s, radius }, new double[] { l + 0.5 * length * u[0] + bend, p + 0.5 *
				length * u[1] - bend, s + 0.5 * length * u[2], radius }, new double[] { l + length * u[0], p + length * u[1], s +
					length * u[2], radius * 0.7 }));
		}
		return all;
	}

	/** Over nodes: nodes abut the gullet, they do not grow into it. */
	static List<Layer> oesophagus(final long seed) {
		final SplittableRandom r = Streams.of(seed, Streams.SOFT_TISSUE + 100);
		final List<Shape> wall = new ArrayList<>();
		for (final Shape cone : Tube.along(OESOPHAGUS)) {
			final RoundCone c = (RoundCone) cone;
			// Collapsed: wider than deep.
			wall.add(new RoundCone(c.l0() - 2.4, c.p0(), c.s0(), c.r0() - 0.6, c.l1() - 2.4, c.p1(), c.s1(), c.r1() - 0.6, 1e3,
				1));
			wall.add(new RoundCone(c.l0() + 2.4, c.p0(), c.s0(), c.r0() - 0.6, c.l1() + 2.4, c.p1(), c.s1(), c.r1() - 0.6, 1e3,
				1));
		}
		final List<Layer> all = new ArrayList<>();
		all.add(Layer.of("esophagus", r.nextDouble(32, 55), wall));
		if (r.nextDouble() < 0.45) {
			final double s = r.nextDouble(-60, 80), length = r.nextDouble(6, 40);
			final List<Shape> gas = new ArrayList<>();
			for (final Shape cone : Tube.along(OESOPHAGUS)) {
				final RoundCone c = (RoundCone) cone;
				if (c.s0() < s + length && c.s1() > s) gas.add(new RoundCone(c.l0(), c.p0() - 0.5, c.s0(), 2.2, c.l1(), c.p1() -
					0.5, c.s1(), 2.2, 1e3, 1));
			}
			if (!gas.isEmpty()) all.add(Layer.unlabelled(-850, 0, true, gas));
		}
		return all;
	}

	/** Thyroid's lower poles and small muscles at the thoracic inlet. */
	static List<Layer> neck(final Contrast hu) {
		return List.of(Layer.of("thyroid_gland", hu.phase() == ContrastPhase.PLAIN ? 95 : 150, List.of(Ellipsoid.of(-4, -35,
			112, 7, 9, 16), Ellipsoid.of(28, -33, 112, 7, 9, 16))), Layer.unlabelled(hu.muscle(), 0, false, List.of(Ellipsoid
				.along(new double[] { 0, -47, 92 }, new double[] { -0.2, 0.3, 1 }, 26, 8, 4), Ellipsoid.along(new double[] { 22,
					-46, 92 }, new double[] { 0.2, 0.3, 1 }, 26, 8, 4), Ellipsoid.along(new double[] { -44, 0, 108 }, new double[] {
						-0.4, 0.2, 1 }, 26, 8, 9), Ellipsoid.along(new double[] { 72, 2, 108 }, new double[] { 0.4, 0.2, 1 }, 26, 8,
							9), Ellipsoid.of(7, 6, 112, 9, 4, 24))));
	}
}
