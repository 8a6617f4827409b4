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
	/** What is as empty as room air over more of the image's sides is no lung. */
	private static final double EMPTY_SHARE = 0.4;
	/** A field of view inside the chest shows no more room air than this on its sides. */
	private static final double MAX_ROOM_SHARE = 0.05;
	private static final double NARROW_MM = 4, WINDPIPE_MM = 14;

	private ExteriorAir() {}

	/**
	 * @param trunk the patient, on a canonical grid
	 * @param patient air that is known to be the patient's, where nothing passes
	 */
	static Mask of(final Trunk trunk, final Mask patient) {
		return reachingSides(trunk, patient, NARROW_MM);
	}

	/** As {@link #of}, but nothing as narrow as a windpipe is followed; misses the air beside the arms. */
	static Mask widerThanWindpipe(final Trunk trunk, final Mask patient) {
		return reachingSides(trunk, patient, WINDPIPE_MM);
	}

	/**
	 * The air of a field of view that lies inside the chest all round, where nothing wraps the lungs any more: what reaches
	 * the image's sides without being as empty as room air. Empty (all zero) if the sides show room air.
	 */
	static Mask patientsAtSides(final CtVolume ct) {
		final Mask all = air(ct, new Mask(ct.grid()));
		final Sides sides = Sides.of(ct, Components.label(Morphology.erode(all, NARROW_MM), Connectivity.SIX));
		final Grid g = ct.grid();
		long room = 0;
		for (int label = 1; label < sides.empty.length; label++)
			if (sides.isRoom(label)) room += sides.reached[label];
		if (room > MAX_ROOM_SHARE * 2 * (g.nx() + g.ny()) * g.nz()) return new Mask(g);
		final byte[] core = new byte[g.voxels()];
		for (int i = 0; i < core.length; i++)
			if (sides.reached[sides.wide.labels()[i]] > 0 && !sides.isRoom(sides.wide.labels()[i])) core[i] = 1;
		return Masks.and(Morphology.dilate(new Mask(g, core), NARROW_MM + g.spacing(0)), all);
	}

	private static Mask air(final CtVolume ct, final Mask patient) {
		final byte[] air = new byte[ct.hu().length];
		for (int i = 0; i < air.length; i++)
			if (ct.hu()[i] < AIR_HU && !patient.get(i)) air[i] = 1;
		return new Mask(ct.grid(), air);
	}

	private static Mask reachingSides(final Trunk trunk, final Mask patient, final double narrowMm) {
		final Mask all = air(trunk.ct(), patient);
		final Grid g = all.grid();
		final Sides sides = Sides.of(trunk.ct(), Components.label(Morphology.erode(all, narrowMm), Connectivity.SIX));
		final boolean[] outside = new boolean[sides.empty.length];
		for (int label = 1; label < outside.length; label++)
			outside[label] = sides.empty[label] > 0 && (sides.isRoom(label) || !isLung(trunk, sides.wide, label));
		final byte[] core = new byte[g.voxels()];
		for (int i = 0; i < core.length; i++)
			if (outside[sides.wide.labels()[i]]) core[i] = 1;
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

	/** Overinflated lungs that the field of view cuts are as empty as room air in places, but the trunk holds them. */
	private static boolean isLung(final Trunk trunk, final Components.Labelling wide, final int label) {
		if (wide.sizes()[label] * wide.grid().voxelVolumeMm3() < 1000.0 * LungAir.MIN_LUNG_ML) return false;
		final Mask part = LungAir.part(wide, label);
		return trunk.holds(part, part);
	}

	/**
	 * Where parts of the air reach the sides, front and back of the image.
	 *
	 * @param wide the parts
	 * @param reached voxels on the sides, by part
	 * @param empty those as empty as room air
	 */
	private record Sides(Components.Labelling wide, int[] reached, int[] empty) {

		static Sides of(final CtVolume ct, final Components.Labelling wide) {
			final Grid g = ct.grid();
			final Sides sides = new Sides(wide, new int[wide.count() + 1], new int[wide.count() + 1]);
			for (int z = 0; z < g.nz(); z++) {
				for (int x = 0; x < g.nx(); x++) {
					sides.look(ct, x, 0, z);
					sides.look(ct, x, g.ny() - 1, z);
				}
				for (int y = 0; y < g.ny(); y++) {
					sides.look(ct, 0, y, z);
					sides.look(ct, g.nx() - 1, y, z);
				}
			}
			return sides;
		}

		private void look(final CtVolume ct, final int x, final int y, final int z) {
			final int label = wide.labels()[ct.grid().index(x, y, z)];
			if (label == 0) return;
			reached[label]++;
			if (meanHu(ct, x, y, z) <= ROOM_AIR_HU) empty[label]++;
		}

		boolean isRoom(final int label) {
			return empty[label] > EMPTY_SHARE * reached[label];
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
}
