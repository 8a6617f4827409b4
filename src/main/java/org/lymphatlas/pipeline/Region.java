package org.lymphatlas.pipeline;

import java.util.Arrays;

import org.lymphatlas.anatomy.LungHull;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Morphology;

/** Where the network looks. */
public enum Region {

	/** Within 20 mm of the atlas' stations. */
	MEDIASTINUM,
	/**
	 * The same, but an imported model sees no more of the CT than the box around it: a few patches instead of many, as
	 * nnU-Net would predict that cut CT. The result is not that of the whole CT.
	 */
	BOX,
	/** The convex hull of the lungs. */
	LUNGS,
	/** All that the model sees: the box of the lungs for a model trained here, the whole CT for an imported one. */
	ALL;

	private static final double MARGIN_MM = 20;

	Mask on(final Grid grid, final PatientMaps patient) {
		return switch (this) {
			case MEDIASTINUM, BOX -> around(patient.station().apply(grid));
			case LUNGS -> LungHull.of(patient.organs().get(), grid);
			case ALL -> everywhere(grid);
		};
	}

	private static Mask around(final LabelVolume stations) {
		return Morphology.dilate(stations.foreground(), MARGIN_MM);
	}

	private static Mask everywhere(final Grid grid) {
		final byte[] all = new byte[grid.voxels()];
		Arrays.fill(all, (byte) 1);
		return new Mask(grid, all);
	}
}
