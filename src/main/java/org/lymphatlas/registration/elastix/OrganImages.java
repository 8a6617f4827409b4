package org.lymphatlas.registration.elastix;

import java.util.Locale;
import java.util.Map;

import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.registration.Channels;
import org.lymphatlas.volume.FloatVolume;

/** Organ masks as elastix's metrics compare them: each organ with a weight that makes up for its size. */
final class OrganImages {

	private OrganImages() {}

	static String name(final OrganGroup group) {
		return group.name().toLowerCase(Locale.ROOT);
	}

	/** One over twice the mean square: the mean squared difference times it is then near 1 - Dice. */
	static double weight(final Channels channels, final OrganGroup group) {
		double sum = 0;
		final float[] values = channels.organs().get(group).values();
		for (final float v : values)
			sum += v * v;
		return sum > 0 ? values.length / (2 * sum * channels.organs().size()) : 0;
	}

	/**
	 * All organs in one image, each as high as the root of its weight (paper A's program, too, registers one image of many
	 * labels): a mean squared difference costs a metric only once.
	 *
	 * @param weights of both images' organs, those of the fixed image
	 */
	static FloatVolume together(final Channels channels, final Map<OrganGroup, Double> weights) {
		final FloatVolume sum = new FloatVolume(channels.grid());
		channels.organs().forEach((group, image) -> {
			final float height = (float) Math.sqrt(weights.get(group));
			for (int i = 0; i < sum.values().length; i++)
				sum.values()[i] += height * image.values()[i];
		});
		return sum;
	}
}
