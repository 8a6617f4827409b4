package org.lymphatlas.registration.elastix;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.registration.Channels;
import org.lymphatlas.registration.Drive;
import org.lymphatlas.registration.Stage;
import org.lymphatlas.volume.FloatVolume;

/**
 * The images that elastix' metrics may compare, by name:
 * <ul>
 * <li>{@code intensity}: CT clipped to -200..300 HU, as 0 to 1;</li>
 * <li>{@code lung_left}, {@code airways}, {@code bones}, ...: an organ's mask, smoothed with sigma 2 mm;</li>
 * <li>{@code organs}: all of them in one image, each as high as makes up for its size.</li>
 * </ul>
 * In the deformable stage only those that the registration's {@link Drive} allows are there.
 */
final class ElastixImages {

	private static final String INTENSITY = "intensity", ORGANS = "organs";
	private static final double MASK_SIGMA_MM = 2;

	private final Channels fixed;
	private final Channels moving;
	private final Set<String> names;

	ElastixImages(final Channels fixed, final Channels moving, final Stage stage, final Drive drive) {
		this.fixed = fixed.smoothed(MASK_SIGMA_MM, 0);
		this.moving = moving.smoothed(MASK_SIGMA_MM, 0);
		final Set<String> all = new TreeSet<>();
		if (stage != Stage.DEFORMABLE || drive != Drive.LABELS) all.add(INTENSITY);
		if (stage != Stage.DEFORMABLE || drive != Drive.INTENSITIES) {
			if (!fixed.organs().isEmpty()) all.add(ORGANS);
			fixed.organs().keySet().forEach(group -> all.add(group.name().toLowerCase(Locale.ROOT)));
		}
		names = Collections.unmodifiableSet(all);
	}

	Set<String> names() {
		return names;
	}

	/** The fixed image of a name, then the moving one. */
	List<FloatVolume> pair(final String name) {
		return switch (name) {
			case INTENSITY -> List.of(fixed.intensity(), moving.intensity());
			case ORGANS -> {
				final Map<OrganGroup, Double> heights = heights(fixed);
				yield List.of(together(fixed, heights), together(moving, heights));
			}
			default -> {
				final OrganGroup group = OrganGroup.valueOf(name.toUpperCase(Locale.ROOT));
				yield List.of(fixed.organs().get(group), moving.organs().get(group));
			}
		};
	}

	/** Each organ's mean squared difference is then near 1 - Dice, over the number of organs. */
	private static Map<OrganGroup, Double> heights(final Channels channels) {
		final Map<OrganGroup, Double> heights = new EnumMap<>(OrganGroup.class);
		channels.organs().forEach((group, image) -> {
			double sum = 0;
			for (final float v : image.values())
				sum += v * v;
			heights.put(group, sum > 0 ? Math.sqrt(image.values().length / (2 * sum * channels.organs().size())) : 0);
		});
		return heights;
	}

	/** A mean squared difference costs a metric only once (paper A's program, too, registers one image of many labels). */
	private static FloatVolume together(final Channels channels, final Map<OrganGroup, Double> heights) {
		final FloatVolume sum = new FloatVolume(channels.grid());
		channels.organs().forEach((group, image) -> {
			final float height = heights.get(group).floatValue();
			for (int i = 0; i < sum.values().length; i++)
				sum.values()[i] += height * image.values()[i];
		});
		return sum;
	}
}
