package org.lymphatlas.correction;

import java.util.Arrays;
import java.util.Set;

import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;

/**
 * Paints or erases along a path, as a brush does that is moved straight from point to point. A disc changes the voxels
 * whose cell is cut by the plane and whose centre lies within the radius of the path in the plane; a ball those whose
 * centre lies within the radius of the path. All in the patient's millimetres, so that grids may be oblique. Painting
 * leaves other nodes alone.
 *
 * @param paint or erase?
 * @param node painted or erased; 0 to erase whatever node is there
 * @param tip of the brush
 * @param radiusMm of the brush, up to {@value #MOST_MM}
 * @param normal of the plane that is drawn in, any length but 0
 * @param pathLps at least one point, LPS mm
 */
public record Stroke(boolean paint, int node, Tip tip, double radiusMm, double[] normal, double[][] pathLps) implements
	Operation
{

	/** The brush's shape. */
	public enum Tip {
		DISC, BALL
	}

	static final double MOST_MM = 50;

	/** Voxels exactly on the border are subject to rounding. */
	private static final double ROUNDING_MM = 1e-6;

	public Stroke {
		if (paint || node != 0) Points.checkNewNode(node);
		if (tip == null) throw new InputException("A stroke needs the brush's shape");
		if (!(radiusMm > 0 && radiusMm <= MOST_MM)) throw new InputException("A brush's radius is " + radiusMm +
			" mm; give one above 0 and up to " + MOST_MM);
		Points.checkDirection("the plane's normal", normal);
		if (pathLps == null || pathLps.length == 0) throw new InputException("A stroke needs a point");
		for (final double[] point : pathLps)
			Points.check("a stroke's point", point);
	}

	/** The same brush elsewhere. */
	Stroke along(final double[]... path) {
		return new Stroke(paint, node, tip, radiusMm, normal, path);
	}

	/** Time is linear in the voxels around the path, and in its points. Nothing changes outside the volume. */
	@Override
	public Change on(final Scene scene, final NodeMap nodes) {
		final Grid g = nodes.grid();
		final Change.Builder change = new Change.Builder();
		final Box box = clipped(boxAround(pathLps, g), g);
		if (box == null) return change.build();
		final Mask touched = touched(box, g);
		final short[] labels = nodes.labels().labels();
		for (int z = box.minZ(), i = 0; z < box.maxZ(); z++)
			for (int y = box.minY(); y < box.maxY(); y++)
				for (int x = box.minX(), index = g.index(x, y, z); x < box.maxX(); x++, i++, index++) {
					if (!touched.get(i)) continue;
					final int is = labels[index] & 0xffff;
					if (paint && is == 0) change.voxel(index, 0, node);
					else if (!paint && is != 0 && (node == 0 || is == node)) change.voxel(index, is, 0);
				}
		return change.build();
	}

	@Override
	public Set<Integer> nodes() {
		return node == 0 ? Set.of() : Set.of(node);
	}

	private Mask touched(final Box box, final Grid g) {
		final Mask touched = new Mask(g.crop(box));
		final Footprint footprint = new Footprint(g, Points.unit(normal), tip == Tip.DISC, radiusMm + ROUNDING_MM);
		for (int k = 0; k < pathLps.length; k++) {
			final double[] from = pathLps[Math.max(0, k - 1)], to = pathLps[k];
			if (k == 0 && pathLps.length > 1) continue;
			final Box part = clipped(boxAround(new double[][] { from, to }, g), g);
			if (part == null) continue;
			footprint.mark(from, to, part, box, touched);
		}
		return touched;
	}

	/** May lie outside the grid. */
	private Box boxAround(final double[][] points, final Grid g) {
		final double[] reachMm = reachMm(g);
		final int[] min = new int[3], max = new int[3];
		Arrays.fill(min, Integer.MAX_VALUE);
		Arrays.fill(max, Integer.MIN_VALUE);
		final double[] v = new double[3];
		for (final double[] point : points) {
			g.toVoxel(point, v);
			for (int a = 0; a < 3; a++) {
				final double reach = (reachMm[a] + ROUNDING_MM) / g.spacing(a);
				min[a] = Math.min(min[a], (int) Math.floor(v[a] - reach));
				max[a] = Math.max(max[a], (int) Math.ceil(v[a] + reach));
			}
		}
		return new Box(min[0], min[1], min[2], max[0] + 1, max[1] + 1, max[2] + 1);
	}

	/** How far the tip reaches along each voxel axis: a disc less across than in its plane. */
	private double[] reachMm(final Grid g) {
		final double[] n = Points.unit(normal), d = g.direction(), reach = new double[3];
		for (int a = 0; a < 3; a++) {
			final double across = Math.min(1, Math.abs(n[0] * d[a] + n[1] * d[3 + a] + n[2] * d[6 + a]));
			reach[a] = tip == Tip.BALL ? radiusMm : radiusMm * Math.sqrt(1 - across * across) + across * Footprint.halfCellMm(g,
				n);
		}
		return reach;
	}

	/** Null if nothing is left. */
	private static Box clipped(final Box box, final Grid g) {
		final boolean outside = box.minX() >= g.nx() || box.minY() >= g.ny() || box.minZ() >= g.nz() || box.maxX() <= 0 || box
			.maxY() <= 0 || box.maxZ() <= 0;
		return outside ? null : box.clip(g);
	}
}
