package org.lymphatlas.pipeline;

import java.util.Optional;

import org.lymphatlas.segmentation.PostProcessingOptions;
import org.lymphatlas.volume.InputException;

/**
 * How a probability becomes nodes, as users type it: a way and what of it they want otherwise. What is empty, or a
 * threshold of 0, is as the way has it.
 *
 * @param postprocessing one of {@link PostProcessingOptions#NAMES}
 * @param threshold probability from which a voxel is node
 * @param minDiameterMm smallest ellipsoid diameter kept
 * @param borderVoxels of the network's input, whose components are removed
 * @param minHu lowest Hounsfield units kept
 * @param maxHu highest Hounsfield units kept
 * @param minVolumeMm3 largest volume removed
 */
public record PostProcessingChoice(String postprocessing, double threshold, String minDiameterMm, String borderVoxels,
	String minHu, String maxHu, String minVolumeMm3)
{

	/** Paper A's. */
	public static final PostProcessingChoice DEFAULT = named("atlas-priors");

	/** A way as it is. */
	public static PostProcessingChoice named(final String name) {
		return new PostProcessingChoice(name, 0, "", "", "", "", "");
	}

	/** The same with another threshold and smallest diameter. */
	public PostProcessingChoice with(final double otherThreshold, final double otherMinDiameterMm) {
		return new PostProcessingChoice(postprocessing, otherThreshold, Double.toString(otherMinDiameterMm), borderVoxels,
			minHu, maxHu, minVolumeMm3);
	}

	/** @throws InputException naming the key whose value cannot be used */
	PostProcessingOptions options() {
		return options(Optional.empty());
	}

	/**
	 * @param modelThreshold at which the model is best cut, which counts more than the way's
	 * @throws InputException naming the key whose value cannot be used
	 */
	PostProcessingOptions options(final Optional<Double> modelThreshold) {
		final PostProcessingOptions way = PostProcessingOptions.byName(postprocessing);
		final double border = number("borderVoxels", borderVoxels, way.borderVoxels());
		if (border != Math.rint(border) || Math.abs(border) > Short.MAX_VALUE) throw new InputException("borderVoxels=" +
			borderVoxels + ": give a whole number of voxels");
		return new PostProcessingOptions(threshold == 0 ? modelThreshold.orElse(way.threshold()) : threshold, way
			.atlasPriors(), (int) border, number("minHu", minHu, way.minHu()), number("maxHu", maxHu, way.maxHu()), number(
				"minVolumeMm3", minVolumeMm3, way.minVolumeMm3()), number("minDiameterMm", minDiameterMm, way.minDiameterMm()));
	}

	private static double number(final String key, final String value, final double way) {
		return value.isBlank() ? way : Typed.numbers(key, value, 1)[0];
	}
}
