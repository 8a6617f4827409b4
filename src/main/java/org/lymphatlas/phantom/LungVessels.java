package org.lymphatlas.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Arteries and veins of the lungs: points drawn in each lung are joined one by one to the nearest branch, and calibres
 * follow Murray's law with the exponent 2.92 measured for the pulmonary arteries (Dong et al. 2020).
 */
final class LungVessels {

	private static final double MURRAY = 2.92, LEAF_MM = 0.42, DETOUR = 0.35, STEP_MM = 11, FISSURE_MM = 3;
	private static final int LEAVES = 1000;
	private static final double[][] RIGHT_ARTERY = { { -44, -3, -32 }, { -46, 4, -44 }, { -47, 8, -50 }, { -46, -19, 2 } },
			LEFT_ARTERY = { { 56, 9, -34 }, { 58, 12, -44 }, { 59, 15, -52 }, { 54, -22, 14 } }, RIGHT_VEIN = { { -50, -26,
				-18 }, { -55, 14, -80 } }, LEFT_VEIN = { { 52, -24, -18 }, { 62, 16, -78 } };

	private final Thorax thorax;

	LungVessels(final Thorax thorax) {
		this.thorax = thorax;
	}

	List<Shape> arteries(final long seed) {
		final SplittableRandom r = Streams.of(seed, Streams.VESSELS);
		final List<Shape> all = new ArrayList<>(tree(RIGHT_ARTERY, -1, r));
		all.addAll(tree(LEFT_ARTERY, 1, r));
		return all;
	}

	List<Shape> veins(final long seed) {
		final SplittableRandom r = Streams.of(seed, Streams.VESSELS + 100);
		final List<Shape> all = new ArrayList<>(tree(RIGHT_VEIN, -1, r));
		all.addAll(tree(LEFT_VEIN, 1, r));
		return all;
	}

	/** Quadratic in the number of leaves. */
	private List<Shape> tree(final double[][] roots, final int side, final SplittableRandom r) {
		final double[][] leaves = new double[LEAVES][];
		for (int i = 0; i < LEAVES; i++)
			leaves[i] = leaf(side, r);
		final List<double[]> nodes = new ArrayList<>();
		final List<Integer> parents = new ArrayList<>();
		for (final double[] root : roots) {
			nodes.add(new double[] { root[0], root[1], root[2], 0 });
			parents.add(-1);
		}
		for (final double[] leaf : leaves)
			join(leaf, nodes, parents, r);
		return cones(nodes, parents);
	}

	private double[] leaf(final int side, final SplittableRandom r) {
		while (true) {
			final double l = side < 0 ? r.nextDouble(-140, 5) : r.nextDouble(0, 145), p = r.nextDouble(-108, 92), s = r
				.nextDouble(-200, 98);
			if (Math.abs(Torso.obliqueFissure(p, s)) < 1.43 * FISSURE_MM) continue;
			final double depth = thorax.lungDepth(l, p, s);
			if (depth > 3 + 5 * r.nextDouble()) return new double[] { l, p, s };
		}
	}

	private static double distance(final double[] a, final double[] b) {
		final double x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];
		return Math.sqrt(x * x + y * y + z * z);
	}

	/** Element 3 of a node is its way along the tree from the root. */
	private static void join(final double[] leaf, final List<double[]> nodes, final List<Integer> parents,
		final SplittableRandom r)
	{
		int best = 0;
		double cost = Double.POSITIVE_INFINITY;
		for (int i = 0; i < nodes.size(); i++) {
			final double c = distance(nodes.get(i), leaf) + DETOUR * nodes.get(i)[3];
			if (c < cost) {
				cost = c;
				best = i;
			}
		}
		final double[] from = nodes.get(best);
		final double length = distance(from, leaf);
		final int steps = Math.max(1, (int) Math.round(length / STEP_MM));
		int parent = best;
		for (int k = 1; k <= steps; k++) {
			final double t = (double) k / steps, jitter = k == steps ? 0 : 0.12 * STEP_MM;
			final double[] node = { from[0] + t * (leaf[0] - from[0]) + jitter * r.nextGaussian(), from[1] + t * (leaf[1] -
				from[1]) + jitter * r.nextGaussian(), from[2] + t * (leaf[2] - from[2]) + jitter * r.nextGaussian(), from[3] + t *
					length };
			nodes.add(node);
			parents.add(parent);
			parent = nodes.size() - 1;
		}
	}

	private static List<Shape> cones(final List<double[]> nodes, final List<Integer> parents) {
		final double[] flow = new double[nodes.size()];
		final boolean[] inner = new boolean[nodes.size()];
		for (final int p : parents)
			if (p >= 0) inner[p] = true;
		// Children come after their parents: sum from the end.
		for (int i = nodes.size() - 1; i >= 0; i--) {
			if (!inner[i]) flow[i] = Math.pow(LEAF_MM, MURRAY);
			if (parents.get(i) >= 0) flow[parents.get(i)] += flow[i];
		}
		final List<Shape> cones = new ArrayList<>();
		for (int i = 0; i < nodes.size(); i++) {
			if (parents.get(i) < 0) continue;
			final double[] a = nodes.get(parents.get(i)), b = nodes.get(i);
			final double r = Math.pow(flow[i], 1 / MURRAY);
			cones.add(RoundCone.of(new double[] { a[0], a[1], a[2], r }, new double[] { b[0], b[1], b[2], r }));
		}
		return cones;
	}
}
