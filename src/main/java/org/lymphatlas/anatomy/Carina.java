package org.lymphatlas.anatomy;

import java.util.Arrays;
import java.util.Optional;

import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;

/** The tracheal bifurcation in a mask of the windpipe that reaches into the main bronchi, as TotalSegmentator's does. */
public final class Carina {

	private static final short AIR_HU = -1000, TISSUE_HU = 40;
	private static final double SPACING_MM = 1.5;

	private Carina() {}

	/** @return the carina, or why it cannot be told */
	public static Landmarks of(final Organs organs) {
		final Optional<Mask> airways = OrganGroup.AIRWAYS.maskIn(organs);
		if (airways.isEmpty()) return new Landmarks(Optional.empty(), "the organs hold no windpipe");
		final Grid grid = organs.grid().canonical().withSpacing(SPACING_MM, SPACING_MM, SPACING_MM);
		final Mask mask = Resampling.nearest(airways.get(), grid, PointMapping.IDENTITY);
		final short[] hu = new short[mask.values().length];
		Arrays.fill(hu, TISSUE_HU);
		for (int i = 0; i < hu.length; i++)
			if (mask.get(i)) hu[i] = AIR_HU;
		return new AirwayTracker(new CtVolume(grid, hu), new Mask(grid), new Mask(grid), 0).run(new InlineTask("carina")).landmarks();
	}
}
