package org.lymphatlas.anatomy;

import java.util.Arrays;

import org.lymphatlas.volume.Components;
import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.DistanceTransform;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;
import org.lymphatlas.volume.Morphology;

/**
 * Heart and vessels filled with contrast medium, as bright as bone. They are thick all through where bones are shells, and
 * they lie between the lungs in front of the spine, or are joined to what does.
 */
final class ContrastMedium {

	private static final double BALL_MM = 4.5, FRINGE_MM = 3;
	private static final double MIN_CORE_ML = 8;
	/** From the back of the lungs to the front of the vertebrae (45 to 57 mm) and a little more. */
	private static final double SPINE_DEPTH_MM = 60;
	/** Ribs and breast bone reach less far into the lungs' hull. */
	private static final double INTO_HULL_MM = 12;
	private static final double FRONT_SHARE = 0.2;

	private ContrastMedium() {}

	/**
	 * @param bright bones and contrast medium on a canonical grid
	 * @param lungs both lungs
	 * @param hull the lungs' hull
	 */
	static Mask in(final Mask bright, final Mask lungs, final Mask hull) {
		final Mask front = inFrontOfSpine(lungs, hull);
		final Mask deep = deepIn(hull);
		final Mask vessels = Masks.and(Morphology.dilate(cores(bright, front), BALL_MM + FRINGE_MM), bright);
		return Masks.or(vessels, Masks.and(bright, Masks.and(front, deep)));
	}

	/** The thick bright parts that lie largely in front. */
	private static Mask cores(final Mask bright, final Mask front) {
		final Components.Labelling parts = Components.label(Morphology.erode(bright, BALL_MM), Connectivity.SIX);
		final int[] inFront = new int[parts.count() + 1];
		for (int i = 0; i < parts.labels().length; i++)
			inFront[parts.labels()[i]] += front.values()[i];
		final double minVoxels = 1000 * MIN_CORE_ML / bright.grid().voxelVolumeMm3();
		final byte[] cores = new byte[parts.labels().length];
		for (int i = 0; i < cores.length; i++) {
			final int label = parts.labels()[i];
			if (label != 0 && parts.sizes()[label] >= minVoxels && inFront[label] >= FRONT_SHARE * parts.sizes()[label])
				cores[i] = 1;
		}
		return new Mask(bright.grid(), cores);
	}

	/** The hull's part that lies before the vertebrae, as judged by the back of the lungs in each slice. */
	private static Mask inFrontOfSpine(final Mask lungs, final Mask hull) {
		final Grid g = lungs.grid();
		final byte[] front = hull.values().clone();
		for (int z = 0; z < g.nz(); z++) {
			int back = -1;
			for (int y = g.ny() - 1; y >= 0 && back < 0; y--)
				for (int x = 0; x < g.nx() && back < 0; x++)
					if (lungs.get(g.index(x, y, z))) back = y;
			final int spine = Math.max(0, (int) (back - SPINE_DEPTH_MM / g.spacing(1)));
			Arrays.fill(front, g.index(0, spine, z), g.index(0, 0, z) + g.nx() * g.ny(), (byte) 0);
		}
		return new Mask(g, front);
	}

	private static Mask deepIn(final Mask hull) {
		final float[] toOutside = DistanceTransform.squaredMm(Masks.not(hull));
		final byte[] deep = new byte[toOutside.length];
		for (int i = 0; i < deep.length; i++)
			if (toOutside[i] > INTO_HULL_MM * INTO_HULL_MM) deep[i] = 1;
		return new Mask(hull.grid(), deep);
	}
}
