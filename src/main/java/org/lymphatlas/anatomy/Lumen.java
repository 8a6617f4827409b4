package org.lymphatlas.anatomy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.lymphatlas.volume.Components;
import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/**
 * One connected patch of air in an axial slice.
 *
 * @param z slice
 * @param voxels array indices in the volume
 * @param areaMm2 its area
 * @param x centroid, voxels
 * @param y centroid, voxels
 * @param minX first column
 * @param maxX last column
 * @param minY first row
 * @param maxY last row
 */
record Lumen(int z, int[] voxels, double areaMm2, double x, double y, int minX, int maxX, int minY, int maxY) {

	/** The patches of a slice that are darker than a threshold and not outside the patient. */
	static List<Lumen> inSlice(final CtVolume ct, final Mask exterior, final double thresholdHu, final int z) {
		final Grid g = ct.grid();
		final int plane = g.nx() * g.ny();
		final byte[] air = new byte[plane];
		for (int i = 0; i < plane; i++)
			if (ct.hu()[z * plane + i] < thresholdHu && !exterior.get(z * plane + i)) air[i] = 1;
		final Grid slice = Grid.of(g.nx(), g.ny(), 1, g.spacing(0), g.spacing(1), g.spacing(2));
		final Components.Labelling labelling = Components.label(new Mask(slice, air), Connectivity.SIX);
		final int[][] voxels = new int[labelling.count() + 1][];
		final int[] filled = new int[labelling.count() + 1];
		for (int label = 1; label <= labelling.count(); label++)
			voxels[label] = new int[labelling.sizes()[label]];
		for (int i = 0; i < plane; i++) {
			final int label = labelling.labels()[i];
			if (label > 0) voxels[label][filled[label]++] = z * plane + i;
		}
		final List<Lumen> lumens = new ArrayList<>();
		for (int label = 1; label <= labelling.count(); label++)
			lumens.add(of(g, z, voxels[label]));
		return lumens;
	}

	private static Lumen of(final Grid g, final int z, final int[] voxels) {
		double sx = 0, sy = 0;
		int x0 = g.nx(), x1 = -1, y0 = g.ny(), y1 = -1;
		for (final int i : voxels) {
			final int x = i % g.nx(), y = i / g.nx() % g.ny();
			sx += x;
			sy += y;
			x0 = Math.min(x0, x);
			x1 = Math.max(x1, x);
			y0 = Math.min(y0, y);
			y1 = Math.max(y1, y);
		}
		return new Lumen(z, voxels, voxels.length * g.spacing(0) * g.spacing(1), sx / voxels.length, sy / voxels.length, x0,
			x1, y0, y1);
	}

	/** As round as a windpipe: neither a slit nor a ragged net. */
	boolean isRoundish() {
		final int w = maxX - minX + 1, h = maxY - minY + 1;
		return voxels.length >= 0.5 * w * h && Math.max(w, h) <= 2.6 * Math.min(w, h);
	}

	/** How many of its voxels lie above (or below) those of another patch, in a neighbouring slice. */
	int overlap(final Lumen other, final int planeVoxels) {
		final int shift = (other.z - z) * planeVoxels;
		int common = 0, j = 0;
		for (final int i : voxels) {
			while (j < other.voxels.length && other.voxels[j] < i + shift)
				j++;
			if (j < other.voxels.length && other.voxels[j] == i + shift) common++;
		}
		return common;
	}

	/** Its part within a distance of the box around another patch. */
	Lumen near(final Lumen other, final double reachMm, final Grid g) {
		final int rx = (int) Math.round(reachMm / g.spacing(0)), ry = (int) Math.round(reachMm / g.spacing(1));
		return of(g, z, Arrays.stream(voxels).filter(i -> {
			final int x = i % g.nx(), y = i / g.nx() % g.ny();
			return x >= other.minX - rx && x <= other.maxX + rx && y >= other.minY - ry && y <= other.maxY + ry;
		}).toArray());
	}

	/** Distance of the centroids in the slice plane, mm. */
	double distanceMm(final Lumen other, final double spacingMm) {
		return Math.hypot(x - other.x, y - other.y) * spacingMm;
	}
}
