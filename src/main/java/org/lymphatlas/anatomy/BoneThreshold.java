package org.lymphatlas.anatomy;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;
import org.lymphatlas.volume.Morphology;

/**
 * Bones by threshold. Vessels and heart filled with contrast medium are as bright: within the lungs' hull, what is bright
 * throughout a ball is taken for them, since bones there are thin shells around darker marrow.
 */
final class BoneThreshold {

	private static final int BONE_HU = 200;
	private static final double BALL_MM = 4.5;
	private static final double AROUND_MM = 5;

	private BoneThreshold() {}

	/** @param lungHull region where contrast medium may be */
	static Mask of(final CtVolume ct, final Mask lungHull) {
		final byte[] bright = new byte[ct.hu().length];
		for (int i = 0; i < bright.length; i++)
			if (ct.hu()[i] >= BONE_HU) bright[i] = 1;
		final Mask all = new Mask(ct.grid(), bright);
		final Mask thick = Morphology.open(Masks.and(all, lungHull), BALL_MM);
		return Masks.andNot(all, Masks.and(Morphology.dilate(thick, AROUND_MM), lungHull));
	}
}
