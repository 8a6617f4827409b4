package org.lymphatlas.anatomy;

import org.lymphatlas.volume.Components;
import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;
import org.lymphatlas.volume.Morphology;

/** Bones: what is bright but not filled with contrast medium, with the marrow inside. */
final class BoneThreshold {

	private static final int BONE_HU = 190;
	/** Marrow, even of the old, is above muscle and spinal cord. */
	private static final int MARROW_HU = 75;
	private static final double CORTEX_GAP_MM = 3;
	private static final double MAX_MARROW_MM2 = 1500;
	private static final double MIN_BONE_ML = 0.5;

	private BoneThreshold() {}

	/**
	 * @param ct on a canonical grid
	 * @param lungs both lungs
	 * @param hull the lungs' hull
	 */
	static Mask of(final CtVolume ct, final Mask lungs, final Mask hull) {
		final Grid g = ct.grid();
		final byte[] bright = new byte[g.voxels()];
		for (int i = 0; i < bright.length; i++)
			if (ct.hu()[i] >= BONE_HU && !lungs.get(i)) bright[i] = 1;
		final Mask all = new Mask(g, bright);
		final Mask cortex = Components.removeSmall(Masks.andNot(all, ContrastMedium.in(all, lungs, hull)),
			Connectivity.TWENTY_SIX, (int) (1000 * MIN_BONE_ML / g.voxelVolumeMm3()));
		return Masks.or(cortex, marrow(ct, cortex));
	}

	/** What the cortex encloses in a slice, if it is no larger than a vertebra. */
	private static Mask marrow(final CtVolume ct, final Mask cortex) {
		final Grid g = ct.grid();
		final Mask closed = Morphology.close(cortex, CORTEX_GAP_MM);
		final Mask enclosed = Masks.andNot(Morphology.fillHolesPerSlice(closed), cortex);
		final int plane = g.nx() * g.ny();
		final int maxVoxels = (int) (MAX_MARROW_MM2 / (g.spacing(0) * g.spacing(1)));
		final Grid slice = Grid.of(g.nx(), g.ny(), 1, g.spacing(0), g.spacing(1), g.spacing(2));
		final byte[] marrow = new byte[g.voxels()];
		for (int z = 0; z < g.nz(); z++) {
			final byte[] values = new byte[plane];
			System.arraycopy(enclosed.values(), z * plane, values, 0, plane);
			final Components.Labelling parts = Components.label(new Mask(slice, values), Connectivity.SIX);
			for (int i = 0; i < plane; i++)
				if (values[i] != 0 && parts.sizes()[parts.labels()[i]] <= maxVoxels && ct.hu()[z * plane + i] >= MARROW_HU)
					marrow[z * plane + i] = 1;
		}
		return new Mask(g, marrow);
	}
}
