package org.lymphatlas.anatomy;

import org.lymphatlas.volume.Components;
import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;
import org.lymphatlas.volume.Morphology;

/**
 * The air around the patient: the wide air-filled regions that reach the image's sides, front or back and are as empty as
 * room air there. A narrow way in (a stoma, a gap in a thin chest wall) is not followed.
 */
final class ExteriorAir {

	private static final int ROOM_AIR_HU = -955;
	private static final int AIR_HU = -500;
	private static final double NARROW_MM = 4, WINDPIPE_MM = 14;

	private ExteriorAir() {}

	/**
	 * @param ct on a canonical grid
	 * @param patient air that is known to be the patient's, where nothing passes
	 */
	static Mask of(final CtVolume ct, final Mask patient) {
		return reachingSides(ct, patient, NARROW_MM);
	}

	/** As {@link #of}, but nothing as narrow as a windpipe is followed; misses the air beside the arms. */
	static Mask widerThanWindpipe(final CtVolume ct, final Mask patient) {
		return reachingSides(ct, patient, WINDPIPE_MM);
	}

	private static Mask reachingSides(final CtVolume ct, final Mask patient, final double narrowMm) {
		final Grid g = ct.grid();
		final byte[] air = new byte[g.voxels()];
		for (int i = 0; i < air.length; i++)
			if (ct.hu()[i] < AIR_HU && !patient.get(i)) air[i] = 1;
		final Mask all = new Mask(g, air);
		final Components.Labelling wide = Components.label(Morphology.erode(all, narrowMm), Connectivity.SIX);
		final boolean[] outside = new boolean[wide.count() + 1];
		for (int z = 0; z < g.nz(); z++) {
			for (int x = 0; x < g.nx(); x++) {
				look(ct, wide, x, 0, z, outside);
				look(ct, wide, x, g.ny() - 1, z, outside);
			}
			for (int y = 0; y < g.ny(); y++) {
				look(ct, wide, 0, y, z, outside);
				look(ct, wide, g.nx() - 1, y, z, outside);
			}
		}
		final byte[] core = new byte[g.voxels()];
		for (int i = 0; i < core.length; i++)
			if (outside[wide.labels()[i]]) core[i] = 1;
		return joinedTo(new Mask(g, core), Masks.and(Morphology.dilate(new Mask(g, core), narrowMm + g.spacing(0)), all));
	}

	/** The parts of a mask that hold a voxel of the core: a wide dilation may reach through thin walls. */
	private static Mask joinedTo(final Mask core, final Mask mask) {
		final Components.Labelling parts = Components.label(mask, Connectivity.SIX);
		final boolean[] joined = new boolean[parts.count() + 1];
		for (int i = 0; i < parts.labels().length; i++)
			if (core.get(i)) joined[parts.labels()[i]] = true;
		final byte[] kept = new byte[parts.labels().length];
		for (int i = 0; i < kept.length; i++)
			if (mask.get(i) && joined[parts.labels()[i]]) kept[i] = 1;
		return new Mask(mask.grid(), kept);
	}

	private static void look(final CtVolume ct, final Components.Labelling wide, final int x, final int y, final int z,
		final boolean[] outside)
	{
		final int label = wide.labels()[ct.grid().index(x, y, z)];
		if (label != 0 && !outside[label] && meanHu(ct, x, y, z) <= ROOM_AIR_HU) outside[label] = true;
	}

	/** Mean over the voxel and its neighbours within two voxels in the slice, so that noise decides nothing. */
	private static double meanHu(final CtVolume ct, final int x, final int y, final int z) {
		final Grid g = ct.grid();
		double sum = 0;
		int n = 0;
		for (int v = Math.max(0, y - 2); v <= Math.min(g.ny() - 1, y + 2); v++)
			for (int u = Math.max(0, x - 2); u <= Math.min(g.nx() - 1, x + 2); u++, n++)
				sum += ct.hu()[g.index(u, v, z)];
		return sum / n;
	}
}
