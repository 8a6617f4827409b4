package org.lymphatlas.pipeline;

import java.util.Arrays;
import java.util.function.Function;

import org.lymphatlas.anatomy.LungHull;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Morphology;

/** Where the network looks. */
public enum Region {

	/** Within 20 mm of the atlas' stations. */
	MEDIASTINUM,
	/** The convex hull of the lungs. */
	LUNGS,
	/** The whole box of the lungs. */
	ALL;

	private static final double MARGIN_MM = 20;

	Mask on(final Grid grid, final Function<Grid, LabelVolume> stations, final Organs organs) {
		return switch (this) {
			case MEDIASTINUM -> around(stations.apply(grid));
			case LUNGS -> LungHull.of(organs, grid);
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
