package org.lymphatlas.segmentation;

import org.lymphatlas.volume.InputException;

/**
 * @param threshold a voxel is a node's from this probability on, in (0, 1]; halved where the atlas probability is 1
 * @param minDiameterMm components whose smallest ellipsoid diameter is below are removed; 0 keeps all
 */
public record PostProcessingOptions(double threshold, double minDiameterMm) {

	/** What the method's authors submitted to the LNQ 2023 challenge. */
	public static final PostProcessingOptions DEFAULT = new PostProcessingOptions(0.3, 5);

	/** @throws InputException if a value is out of range */
	public PostProcessingOptions {
		if (!(threshold > 0 && threshold <= 1)) throw new InputException("Option threshold is " + threshold +
			"; give a probability above 0 and at most 1, for example 0.3");
		if (!(minDiameterMm >= 0) || Double.isInfinite(minDiameterMm)) throw new InputException("Option minDiameterMm is " +
			minDiameterMm + "; give 0 to keep all nodes, or millimetres, for example 5");
	}
}
