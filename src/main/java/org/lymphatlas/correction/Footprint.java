package org.lymphatlas.correction;

import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/** The voxels under a brush that is moved straight from one point to another. */
final class Footprint {

	private final double[] m;
	private final double[] normal;
	private final boolean disc;
	private final double radiusMm;
	private final double halfCellMm;

	/** @param normal unit vector */
	Footprint(final Grid grid, final double[] normal, final boolean disc, final double radiusMm) {
		m = grid.voxelToWorld();
		this.normal = normal;
		this.disc = disc;
		this.radiusMm = radiusMm;
		halfCellMm = halfCellMm(grid, normal);
	}

	/** A plane cuts the cell of a voxel whose centre is no farther off. */
	static double halfCellMm(final Grid grid, final double[] unitNormal) {
		final double[] d = grid.direction();
		double sum = 0;
		for (int a = 0; a < 3; a++)
			sum += Math.abs(unitNormal[0] * d[a] + unitNormal[1] * d[3 + a] + unitNormal[2] * d[6 + a]) * grid.spacing(a);
		return sum / 2;
	}

	/**
	 * Sets the voxels of {@code part}.
	 *
	 * @param whole the box that {@code marks} is the grid of; holds {@code part}
	 */
	void mark(final double[] from, final double[] to, final Box part, final Box whole, final Mask marks) {
		final double[] along = Points.minus(to, from);
		if (disc) removeNormal(along);
		final double squared = Points.dot(along, along);
		final double[] w = new double[3];
		for (int z = part.minZ(); z < part.maxZ(); z++)
			for (int y = part.minY(); y < part.maxY(); y++) {
				int i = marks.grid().index(part.minX() - whole.minX(), y - whole.minY(), z - whole.minZ());
				for (int x = part.minX(); x < part.maxX(); x++, i++) {
					for (int r = 0; r < 3; r++)
						w[r] = m[4 * r] * x + m[4 * r + 1] * y + m[4 * r + 2] * z + m[4 * r + 3] - from[r];
					if (disc && !isCut(removeNormal(w))) continue;
					final double share = squared == 0 ? 0 : Math.max(0, Math.min(1, Points.dot(w, along) / squared));
					for (int r = 0; r < 3; r++)
						w[r] -= share * along[r];
					if (Points.dot(w, w) <= radiusMm * radiusMm) marks.values()[i] = 1;
				}
			}
	}

	/** Of two cells that share a face in the plane, the one in front of it counts. */
	private boolean isCut(final double offMm) {
		return offMm > -halfCellMm && offMm <= halfCellMm;
	}

	/** @return the length of the part taken away */
	private double removeNormal(final double[] w) {
		final double off = Points.dot(w, normal);
		for (int r = 0; r < 3; r++)
			w[r] -= off * normal[r];
		return off;
	}
}
