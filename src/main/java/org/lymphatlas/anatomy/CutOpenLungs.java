package org.lymphatlas.anatomy;

import java.util.Arrays;

import org.lymphatlas.volume.Components;
import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Gaussian;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;
import org.lymphatlas.volume.Morphology;

/**
 * Lungs in what was taken for the air around the patient: where a round or tilted field of view cuts the chest, its
 * padding opens into them. They are denser than room air over some millimetres, and the patient's trunk holds them,
 * which tells them from blankets and cushions.
 */
final class CutOpenLungs {

	private static final double SMOOTHING_MM = 4;
	/** Denser than the emptiest air of the image by this much; even overinflated lungs are. */
	private static final double DENSER_HU = 45;
	private static final double EMPTIEST_HU = -1000, DENSEST_ROOM_HU = -960;
	private static final double MIN_CORE_ML = 30;
	private static final double OPENING_MM = 6, CLOSING_MM = 8;

	private CutOpenLungs() {}

	/**
	 * @param ct on a canonical grid
	 * @param exterior air that is joined to the image's sides
	 * @return the part of the exterior that is lung
	 */
	static Mask in(final CtVolume ct, final Mask exterior, final Trunk trunk) {
		final Grid g = ct.grid();
		final Mask dense = denserThanRoom(ct, exterior);
		final Components.Labelling parts = Components.label(Morphology.erode(dense, OPENING_MM), Connectivity.SIX);
		final int minVoxels = (int) (1000 * MIN_CORE_ML / g.voxelVolumeMm3());
		Mask lungs = new Mask(g);
		for (int label = 1; label <= parts.count(); label++) {
			if (parts.sizes()[label] < minVoxels) continue;
			final Mask core = LungAir.part(parts, label);
			final Mask whole = Masks.and(Morphology.dilate(core, OPENING_MM + g.spacing(0)), dense);
			if (trunk.holds(whole, dense)) lungs = Masks.or(lungs, whole);
		}
		return lungs.count() == 0 ? lungs : Masks.and(Morphology.close(lungs, CLOSING_MM), exterior);
	}

	/** Where the mean over the exterior air nearby is well above room air. */
	private static Mask denserThanRoom(final CtVolume ct, final Mask exterior) {
		final Grid g = ct.grid();
		final float[] weight = new float[g.voxels()], sum = new float[g.voxels()];
		for (int i = 0; i < weight.length; i++)
			if (exterior.get(i)) {
				weight[i] = 1;
				sum[i] = ct.hu()[i];
			}
		final float[] near = Gaussian.smooth(new FloatVolume(g, weight), SMOOTHING_MM).values();
		final float[] mean = Gaussian.smooth(new FloatVolume(g, sum), SMOOTHING_MM).values();
		final double cut = DENSER_HU + Math.max(EMPTIEST_HU, Math.min(DENSEST_ROOM_HU, emptiest(exterior, mean, near)));
		final byte[] dense = new byte[g.voxels()];
		for (int i = 0; i < dense.length; i++)
			if (exterior.get(i) && mean[i] > cut * near[i]) dense[i] = 1;
		return new Mask(g, dense);
	}

	/** 5th percentile of the mean over the exterior, from every 16th voxel. */
	private static double emptiest(final Mask exterior, final float[] mean, final float[] near) {
		final float[] sample = new float[exterior.values().length / 16 + 1];
		int n = 0;
		for (int i = 0; i < mean.length; i += 16)
			if (exterior.get(i)) sample[n++] = mean[i] / near[i];
		if (n == 0) return EMPTIEST_HU;
		Arrays.sort(sample, 0, n);
		return sample[n / 20];
	}
}
