package org.lymphatlas.segmentation;

import java.util.List;
import java.util.Locale;

import org.lymphatlas.volume.InputException;

/**
 * From a probability to nodes, in the order in which it is done.
 *
 * @param threshold a voxel is a node's from this probability on, in (0, 1]
 * @param atlasPriors whether the atlas probability lowers the threshold (to its half where it is 1), and nodes end at
 *          the lungs' hull
 * @param borderVoxels components with a voxel among so many outermost layers of the network's input are removed; 0
 *          keeps them
 * @param minHu voxels below are removed; negative infinity keeps them
 * @param maxHu voxels above are removed; infinity keeps them
 * @param minVolumeMm3 components of at most this volume are removed; 0 keeps all
 * @param minDiameterMm components whose smallest ellipsoid diameter is below are removed; 0 keeps all
 */
public record PostProcessingOptions(double threshold, boolean atlasPriors, int borderVoxels, double minHu, double maxHu,
	double minVolumeMm3, double minDiameterMm)
{

	/** What paper A's authors submitted to the LNQ 2023 challenge (Engelson et al., 3.4). */
	public static final PostProcessingOptions DEFAULT = new PostProcessingOptions(0.3, 5);

	/** Paper B's (Wang et al., 4.2, and their program): of two classes the likelier one, and no priors. */
	public static final PostProcessingOptions DBDMP = new PostProcessingOptions(0.5, false, 4, -54, 235.5, 175, 0);

	/** Named ways, as users type them. */
	public static final List<String> NAMES = List.of("atlas-priors", "dbdmp");

	/** Paper A's way with other values. */
	public PostProcessingOptions(final double threshold, final double minDiameterMm) {
		this(threshold, true, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0, minDiameterMm);
	}

	/** @throws InputException if a value is out of range */
	public PostProcessingOptions {
		if (!(threshold > 0 && threshold <= 1)) throw new InputException("Option threshold is " + threshold +
			"; give a probability above 0 and at most 1, for example 0.3");
		if (borderVoxels < 0) throw new InputException("Option borderVoxels is " + borderVoxels +
			"; give 0 to keep what touches the border, or voxels, for example 4");
		if (!(minHu < maxHu)) throw new InputException("Options minHu and maxHu are " + minHu + " and " + maxHu +
			"; give two that ascend, for example -54 and 235.5");
		requireSize("minVolumeMm3", minVolumeMm3, "cubic millimetres, for example 175");
		requireSize("minDiameterMm", minDiameterMm, "millimetres, for example 5");
	}

	/** @throws InputException naming the ways there are */
	public static PostProcessingOptions byName(final String name) {
		return switch (name.toLowerCase(Locale.ROOT)) {
			case "atlas-priors" -> DEFAULT;
			case "dbdmp" -> DBDMP;
			default -> throw new InputException("postprocessing=" + name + ": one of " + String.join(", ", NAMES) +
				" is possible");
		};
	}

	/** Whether Hounsfield units decide anything. */
	public boolean needsCt() {
		return minHu > Double.NEGATIVE_INFINITY || maxHu < Double.POSITIVE_INFINITY;
	}

	/** Whether what the network saw decides anything. */
	public boolean needsInput() {
		return borderVoxels > 0;
	}

	private static void requireSize(final String key, final double value, final String example) {
		if (!(value >= 0) || Double.isInfinite(value)) throw new InputException("Option " + key + " is " + value +
			"; give 0 to keep all nodes, or " + example);
	}
}
