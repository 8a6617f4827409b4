package org.lymphatlas.training.augmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * One patch as a part of Model Genesis leaves it (paper B, Fig. 2).
 *
 * @param name of the part
 * @param values z, y, x, x fastest
 */
public record GenesisExample(String name, float[] values) {

	/** The part that changes least of a patch, so that not every cut shows it. */
	public static final String IN_PAINTING = "In-painting";

	/**
	 * The patch as it is, after each part alone, and after all of them: shuffled, mapped, painted outside. What is drawn
	 * follows from the seed, part by part.
	 *
	 * @param low least value that a patch may have
	 * @param high largest one
	 */
	public static List<GenesisExample> of(final float[] patch, final int[] sizeZyx, final float low, final float high,
		final long seed)
	{
		final List<GenesisExample> examples = new ArrayList<>();
		final BiConsumer<String, BiConsumer<float[], SplittableRandom>> add = (name, change) -> {
			final float[] values = patch.clone();
			change.accept(values, new SplittableRandom(seed));
			examples.add(new GenesisExample(name, values));
		};
		add.accept("Original", (p, random) -> {});
		add.accept("Bezier, rising", (p, random) -> ModelGenesis.bezier(p, BezierCurve.draw(random), false));
		add.accept("Bezier, falling", (p, random) -> ModelGenesis.bezier(p, BezierCurve.draw(random), true));
		add.accept("Local shuffle", (p, random) -> ModelGenesis.shuffle(p, sizeZyx, random));
		add.accept(IN_PAINTING, (p, random) -> ModelGenesis.paintInside(p, sizeZyx, low, high, random));
		add.accept("Out-painting", (p, random) -> ModelGenesis.paintOutside(p, sizeZyx, low, high, random));
		add.accept("All together", (p, random) -> {
			ModelGenesis.shuffle(p, sizeZyx, random);
			ModelGenesis.bezier(p, random);
			ModelGenesis.paintOutside(p, sizeZyx, low, high, random);
		});
		return examples;
	}
}
