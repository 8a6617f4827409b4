package org.lymphatlas.anatomy;

import com.github.quickhull3d.Point3d;
import com.github.quickhull3d.QuickHull3D;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;

/** The convex hull of both lungs in three dimensions, which bounds where mediastinal nodes can be (paper A, 3.4). */
public final class LungHull {

	private static final Set<String> LUNGS = Set.of("lung_left", "lung_right", "lung_upper_lobe_left",
		"lung_lower_lobe_left", "lung_upper_lobe_right", "lung_middle_lobe_right", "lung_lower_lobe_right");

	private LungHull() {}

	/**
	 * The voxels of a grid whose centres lie in the hull of the lungs' voxel centres. The hull is taken over the ends of
	 * the voxel rows, so its time hardly depends on the lungs' volume; filling it is linear in the grid's rows.
	 *
	 * @throws InputException if there is no lung, or if it lies in one plane
	 */
	public static Mask of(final Organs organs, final Grid target) {
		return of(organs.union(LUNGS), target);
	}

	/** The convex hull of any mask, on any grid. */
	static Mask of(final Mask lungs, final Grid target) {
		final Point3d[] points = rowEnds(lungs);
		if (points.length < 4) throw new InputException("The organs hold no lung, whose hull bounds the nodes");
		final double[][] planes = facePlanes(points);
		final Mask hull = new Mask(target);
		final double[] m = target.voxelToWorld();
		IntStream.range(0, target.nz()).parallel().forEach(z -> {
			for (int y = 0; y < target.ny(); y++)
				fillRow(hull, planes, m, y, z);
		});
		return hull;
	}

	/** World positions of the first and last voxel of every row along x. */
	private static Point3d[] rowEnds(final Mask mask) {
		final Grid g = mask.grid();
		final List<Point3d> points = new ArrayList<>();
		for (int z = 0; z < g.nz(); z++)
			for (int y = 0; y < g.ny(); y++) {
				int first = -1, last = -1;
				final int row = g.index(0, y, z);
				for (int x = 0; x < g.nx(); x++)
					if (mask.values()[row + x] != 0) {
						if (first < 0) first = x;
						last = x;
					}
				if (first < 0) continue;
				points.add(point(g.toWorld(first, y, z)));
				if (last > first) points.add(point(g.toWorld(last, y, z)));
			}
		return points.toArray(new Point3d[0]);
	}

	private static Point3d point(final double[] p) {
		return new Point3d(p[0], p[1], p[2]);
	}

	/** Each face as a, b, c, d with a x + b y + c z <= d inside. */
	private static double[][] facePlanes(final Point3d[] points) {
		final QuickHull3D hull = new QuickHull3D();
		try {
			hull.build(points);
		}
		catch (final IllegalArgumentException flat) {
			throw new InputException("The lungs' hull cannot be built: the lungs lie in one plane or point", flat);
		}
		final Point3d[] vertices = hull.getVertices();
		final double[] middle = new double[3];
		for (final Point3d v : vertices) {
			middle[0] += v.x / vertices.length;
			middle[1] += v.y / vertices.length;
			middle[2] += v.z / vertices.length;
		}
		final int[][] faces = hull.getFaces();
		final double[][] planes = new double[faces.length][];
		for (int f = 0; f < faces.length; f++)
			planes[f] = plane(vertices, faces[f], middle);
		return planes;
	}

	private static double[] plane(final Point3d[] vertices, final int[] face, final double[] middle) {
		// Newell's normal is right for faces of any number of corners.
		double a = 0, b = 0, c = 0, d = Double.NEGATIVE_INFINITY;
		for (int i = 0; i < face.length; i++) {
			final Point3d p = vertices[face[i]], q = vertices[face[(i + 1) % face.length]];
			a += (p.y - q.y) * (p.z + q.z);
			b += (p.z - q.z) * (p.x + q.x);
			c += (p.x - q.x) * (p.y + q.y);
		}
		final Point3d p0 = vertices[face[0]];
		if (a * (middle[0] - p0.x) + b * (middle[1] - p0.y) + c * (middle[2] - p0.z) > 0) {
			a = -a;
			b = -b;
			c = -c;
		}
		for (final int v : face)
			d = Math.max(d, a * vertices[v].x + b * vertices[v].y + c * vertices[v].z);
		final double slack = 1e-6 * Math.sqrt(a * a + b * b + c * c);
		return new double[] { a, b, c, d + slack };
	}

	/** Clips the row of voxel centres by all planes: what is left is one interval. */
	private static void fillRow(final Mask hull, final double[][] planes, final double[] m, final int y, final int z) {
		final double px = m[1] * y + m[2] * z + m[3], py = m[5] * y + m[6] * z + m[7], pz = m[9] * y + m[10] * z + m[11];
		double from = 0, to = hull.grid().nx() - 1;
		for (final double[] n : planes) {
			final double slope = n[0] * m[0] + n[1] * m[4] + n[2] * m[8];
			final double room = n[3] - (n[0] * px + n[1] * py + n[2] * pz);
			if (slope == 0) {
				if (room < 0) return;
			}
			else if (slope > 0) to = Math.min(to, room / slope);
			else from = Math.max(from, room / slope);
			if (from > to) return;
		}
		final int row = hull.grid().index(0, y, z);
		for (int x = (int) Math.ceil(from); x <= (int) Math.floor(to); x++)
			hull.values()[row + x] = 1;
	}
}
