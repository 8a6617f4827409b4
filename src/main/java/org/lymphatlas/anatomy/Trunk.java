package org.lymphatlas.anatomy;

import org.lymphatlas.volume.Components;
import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;
import org.lymphatlas.volume.Morphology;

/**
 * The patient's tissue without the table, blankets and their shells, all of which are thin.
 *
 * @param ct on a canonical grid
 * @param tissue its thick tissue, in one piece
 */
record Trunk(CtVolume ct, Mask tissue) {

	private static final int TISSUE_HU = -300, PADDING_HU = -1015;
	private static final double TABLE_MM = 5;
	private static final double AROUND_MM = 6;
	private static final double WRAPPED_SHARE = 0.62, BETWEEN_SHARE = 0.75;

	static Trunk of(final CtVolume ct) {
		return denserThan(TISSUE_HU, ct);
	}

	/** Of what is denser than so many Hounsfield units. */
	static Trunk denserThan(final int thresholdHu, final CtVolume ct) {
		final byte[] tissue = new byte[ct.hu().length];
		for (int i = 0; i < tissue.length; i++)
			if (ct.hu()[i] > thresholdHu) tissue[i] = 1;
		return new Trunk(ct, Components.largest(Morphology.open(new Mask(ct.grid(), tissue), TABLE_MM), Connectivity.SIX));
	}

	/**
	 * Does an air-filled part lie inside, rather than in the table or in a cushion? It may be cut open by the end of the
	 * field of view.
	 *
	 * @param like more air of the same kind, which does not count as lying around it
	 */
	boolean holds(final Mask air, final Mask like) {
		return hasFrontAndBack(air) || isWrapped(air, like);
	}

	/** Does tissue lie in front of and behind most of it? */
	private boolean hasFrontAndBack(final Mask air) {
		return Masks.andNot(air, outside()).count() >= BETWEEN_SHARE * air.count();
	}

	/** All voxels that have no tissue in front of them, or none behind. */
	Mask outside() {
		final Grid g = tissue.grid();
		final byte[] outside = new byte[g.voxels()];
		for (int z = 0; z < g.nz(); z++)
			for (int x = 0; x < g.nx(); x++) {
				for (int y = 0; y < g.ny() && !tissue.get(g.index(x, y, z)); y++)
					outside[g.index(x, y, z)] = 1;
				for (int y = g.ny() - 1; y >= 0 && !tissue.get(g.index(x, y, z)); y--)
					outside[g.index(x, y, z)] = 1;
			}
		return new Mask(g, outside);
	}

	/** Is most of what lies around it tissue? The scanner's padding does not count. */
	private boolean isWrapped(final Mask air, final Mask like) {
		final Mask around = Masks.andNot(Morphology.dilate(air, AROUND_MM), air);
		long wrapped = 0, other = 0;
		for (int i = 0; i < around.values().length; i++) {
			if (!around.get(i)) continue;
			if (tissue.get(i)) wrapped++;
			else if (!like.get(i) && ct.hu()[i] > PADDING_HU) other++;
		}
		return wrapped >= WRAPPED_SHARE * (wrapped + other);
	}
}
