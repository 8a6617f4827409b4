package org.lymphatlas.anatomy.stations;

import java.util.Arrays;
import java.util.Map;

import org.lymphatlas.anatomy.LungHull;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.anatomy.stations.Level.Name;
import org.lymphatlas.volume.DistanceTransform;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;

/** What the rules know of one chest, on the grid of its {@link ChestFrame}. */
final class Chest {

	final ChestLines lines;
	final Map<Name, Level> levels;
	final Mask hull;
	final Mask lungs, rightLung;
	private final Mask aorta;
	final Mask solid;
	private final float[] toAorta, toOesophagus, toHilum;
	/** By row along L: the rightmost voxel of the right lung, the leftmost of the left lung. */
	private final int[] rightmost, leftmost;

	/** @param organs on the frame's grid */
	Chest(final Organs organs) {
		lines = new ChestLines(organs);
		levels = Levels.of(organs, lines);
		hull = LungHull.of(organs, organs.grid());
		lungs = Anatomical.LUNGS.in(organs);
		solid = Anatomical.SOLID.in(organs);
		rightLung = Anatomical.RIGHT_LUNG.in(organs);
		aorta = organs.mask("aorta");
		toAorta = DistanceTransform.squaredMm(aorta);
		toOesophagus = DistanceTransform.squaredMm(organs.mask("esophagus"));
		toHilum = DistanceTransform.squaredMm(Masks.andNot(hull, lungs));
		final Grid g = organs.grid();
		rightmost = new int[g.ny() * g.nz()];
		leftmost = new int[rightmost.length];
		Arrays.fill(rightmost, g.nx());
		Arrays.fill(leftmost, -1);
		final Mask left = Anatomical.LEFT_LUNG.in(organs);
		for (int i = 0; i < left.values().length; i++) {
			final int row = i / g.nx(), x = i % g.nx();
			if (rightLung.get(i)) rightmost[row] = Math.min(rightmost[row], x);
			if (left.get(i)) leftmost[row] = x;
		}
	}

	double level(final Name name) {
		return levels.get(name).s();
	}

	double toAortaMm(final int voxel) {
		return Math.sqrt(toAorta[voxel]);
	}

	double toOesophagusMm(final int voxel) {
		return Math.sqrt(toOesophagus[voxel]);
	}

	/** From lung to the nearest tissue that is none: vessels and airways of the hilum, the mediastinum. */
	double toHilumMm(final int voxel) {
		return Math.sqrt(toHilum[voxel]);
	}

	/** Does the right lung lie further to the right at the same height and depth, and the left lung to the left? */
	boolean isBetweenLungs(final int voxel) {
		final int nx = hull.grid().nx(), row = voxel / nx, x = voxel % nx;
		return rightmost[row] < x && leftmost[row] > x;
	}

	boolean isAortaBehind(final int voxel, final double withinMm) {
		final int nx = hull.grid().nx(), left = hull.grid().ny() - 1 - voxel / nx % hull.grid().ny();
		for (int k = 1; k <= Math.min(left, withinMm / ChestFrame.MM); k++)
			if (aorta.get(voxel + k * nx)) return true;
		return false;
	}
}
