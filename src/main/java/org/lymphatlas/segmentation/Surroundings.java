package org.lymphatlas.segmentation;

import java.util.Optional;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/**
 * What post-processing may look at besides the probability; all but the network's input on its grid.
 *
 * @param atlasProbability in [0, 1]; without it the threshold is the same everywhere
 * @param lungHull without it nothing is cut away
 * @param ct needed for limits in Hounsfield units
 * @param networkInput the voxels that the network saw, needed to remove what reaches their border
 */
public record Surroundings(Optional<FloatVolume> atlasProbability, Optional<Mask> lungHull, Optional<CtVolume> ct,
	Optional<Grid> networkInput)
{

	/** Nothing but what paper A's way uses, each may be null. */
	public static Surroundings of(final FloatVolume atlasProbabilityOrNull, final Mask lungHullOrNull) {
		return new Surroundings(Optional.ofNullable(atlasProbabilityOrNull), Optional.ofNullable(lungHullOrNull), Optional
			.empty(), Optional.empty());
	}
}
