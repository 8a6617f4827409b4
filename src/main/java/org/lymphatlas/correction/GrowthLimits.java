package org.lymphatlas.correction;

import java.util.Locale;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/**
 * How large a node may become that is grown from a seed.
 *
 * @param maxDiameterMm it stays in the ball of this diameter around the seed; at most {@value #MOST_MM}
 * @param maxVolumeMm3 growing stops at this volume
 */
public record GrowthLimits(double maxDiameterMm, double maxVolumeMm3) {

	static final double MOST_MM = 120;

	/** Of a node that the network saw: few are larger. */
	public static final GrowthLimits FROM_PROBABILITY = new GrowthLimits(60, 60_000);
	/** Narrower, since vessels and oesophagus look alike on the CT. */
	public static final GrowthLimits FROM_INTENSITY = new GrowthLimits(40, 30_000);

	/** @throws InputException if one is not positive, or the diameter is too large */
	public GrowthLimits {
		if (!(maxDiameterMm > 0 && maxDiameterMm <= MOST_MM)) throw new InputException("The largest diameter of a node is " +
			maxDiameterMm + " mm; give one above 0 and up to " + MOST_MM);
		if (!(maxVolumeMm3 > 0)) throw new InputException("The largest volume of a node is " + maxVolumeMm3 +
			" mm3; give a positive one");
	}

	/** Voxels of the largest volume, at least 1. */
	int mostVoxels(final Grid grid) {
		return (int) Math.max(1, Math.min(Integer.MAX_VALUE, maxVolumeMm3 / grid.voxelVolumeMm3()));
	}

	String volumeInWords() {
		return String.format(Locale.ROOT, "the largest volume of %.1f ml", maxVolumeMm3 / 1000);
	}
}
