package org.lymphatlas.correction;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/**
 * Fills a node between planes in which it was painted: signed distances to the outlines of two neighbouring planes are
 * mixed by how near a voxel lies to each (Raya and Udupa, IEEE Trans Med Imaging 9:32, 1990), after both were moved onto
 * their centroids, so that a slanted node stays whole. Only background is filled.
 *
 * @param node its id
 * @param normal of the planes, any length but 0
 * @param heightsMm where the planes lie: points' products with the unit normal, LPS mm; at least two
 */
public record InterpolateSlices(int node, double[] normal, double[] heightsMm) implements Operation {

	/** Planes nearer to one another are the same. */
	private static final double SAME_MM = 1e-3;

	public InterpolateSlices {
		Points.checkDirection("the planes' normal", normal);
		if (heightsMm == null || heightsMm.length < 2 || !Arrays.stream(heightsMm).allMatch(Double::isFinite))
			throw new InputException("Paint the node in at least two planes; what lies between can then be filled");
		heightsMm = Arrays.stream(heightsMm).sorted().toArray();
	}

	/**
	 * Of the planes that a node was painted in.
	 *
	 * @param strokes in any order; those of other nodes, directions or erasing do not count
	 * @throws InputException if there are less than two such planes
	 */
	public static InterpolateSlices between(final int node, final double[] normal, final List<Stroke> strokes) {
		final double[] n = Points.unit(normal);
		return new InterpolateSlices(node, normal, strokes.stream().filter(s -> s.paint() && s.node() == node && Math.abs(Points
			.dot(Points.unit(s.normal()), n)) > 1 - 1e-9).flatMapToDouble(s -> Arrays.stream(s.pathLps()).mapToDouble(p -> Points
				.dot(p, n))).sorted().map(h -> Math.rint(h / SAME_MM) * SAME_MM).distinct().toArray());
	}

	/** @throws InputException if fewer than two planes cut the node, or nothing lies between */
	@Override
	public Change on(final Scene scene, final NodeMap nodes) {
		final PlaneFrame frame = PlaneFrame.of(normal);
		final Change.Builder change = new Change.Builder();
		PlaneShape below = null;
		double from = 0;
		int cut = 0;
		for (final double height : heightsMm) {
			final PlaneShape above = PlaneShape.of(nodes, node, frame, height);
			if (above == null) continue;
			cut++;
			if (below != null) fill(nodes, frame, below, above, from, height, change);
			below = above;
			from = height;
		}
		if (cut < 2) throw new InputException("Node " + node + " is cut by " + cut +
			" of these planes; paint it in at least two");
		final Change built = change.build();
		if (built.isEmpty()) throw new InputException("There is nothing to fill between the painted planes of node " + node);
		return built;
	}

	@Override
	public Set<Integer> nodes() {
		return Set.of(node);
	}

	private void fill(final NodeMap nodes, final PlaneFrame frame, final PlaneShape below, final PlaneShape above,
		final double from, final double to, final Change.Builder change)
	{
		final Grid g = nodes.grid();
		final double[] world = new double[3];
		final double shiftU = above.centreU() - below.centreU(), shiftV = above.centreV() - below.centreV();
		Relabelling.forEachIn(reach(nodes, Math.hypot(shiftU, shiftV)), g, (x, y, z, index) -> {
			world[0] = x;
			world[1] = y;
			world[2] = z;
			g.toWorld(world, world);
			final double t = (Points.dot(world, frame.normal()) - from) / (to - from);
			if (!(t > 0 && t < 1) || nodes.labels().labelAt(index) != 0) return;
			final double u = Points.dot(world, frame.u()) - below.centreU() - t * shiftU, v = Points.dot(world, frame.v()) -
				below.centreV() - t * shiftV;
			if ((1 - t) * below.signedMm(u, v) + t * above.signedMm(u, v) <= 0) change.voxel(index, 0, node);
		});
	}

	/** The node's box and what a shape that moves by so much may reach beyond it. */
	private Box reach(final NodeMap nodes, final double shiftMm) {
		final Grid g = nodes.grid();
		final int[] more = new int[3];
		for (int a = 0; a < 3; a++)
			more[a] = (int) Math.ceil(shiftMm / g.spacing(a)) + 1;
		return nodes.box(node).grow(more[0], more[1], more[2]).clip(g);
	}
}
