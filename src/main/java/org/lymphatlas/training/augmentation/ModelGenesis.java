package org.lymphatlas.training.augmentation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What Model Genesis does to a patch before a network learns to restore it (Zhou et al. 2021,
 * doi:10.1016/j.media.2020.101840; paper B, 3.2 and Fig. 2). Patches are z, y, x, x fastest; all works in place. Apart
 * from the mirroring, which the patch to be restored shares, the draws are made in the order of the methods here.
 */
public final class ModelGenesis {

	private static final double MIRROR = 0.4, SHUFFLE = 0.5, BEZIER = 0.9, PAINT = 0.9, PAINT_INSIDE = 0.2;
	private static final int WINDOWS = 10_000;
	private static final int PAINTED_BOXES = 5;
	private static final int MARGIN = 10;
	private static final double TAIL = 0.001;

	private ModelGenesis() {}

	/** Which axes x, y, z to mirror: mostly none; the patch to be restored is mirrored likewise. */
	public static boolean[] mirroredAxes(final RandomGenerator random) {
		final boolean[] mirrored = new boolean[3];
		if (random.nextDouble() < MIRROR) mirrored[random.nextInt(3)] = true;
		return mirrored;
	}

	/** Shuffle, Bezier curve, painting, each with its probability. */
	public static void corrupt(final float[] patch, final int[] sizeZyx, final RandomGenerator random) {
		if (random.nextDouble() < SHUFFLE) shuffle(patch, sizeZyx, random);
		if (random.nextDouble() < BEZIER) bezier(patch, random);
		if (random.nextDouble() < PAINT) {
			if (random.nextDouble() < PAINT_INSIDE) paintInside(patch, sizeZyx, random);
			else paintOutside(patch, sizeZyx, random);
		}
	}

	/** Shuffles the voxels of many small windows, each read from the patch as it was: sides 1 to a 20th of the patch's. */
	public static void shuffle(final float[] patch, final int[] sizeZyx, final RandomGenerator random) {
		final float[] original = patch.clone();
		for (int w = 0; w < WINDOWS; w++) {
			final Window window = Window.draw(sizeZyx, random, 0, a -> 1 + random.nextInt(Math.max(1, sizeZyx[a] / 20)));
			final int[] voxels = window.voxels(sizeZyx);
			final float[] values = new float[voxels.length];
			for (int i = 0; i < voxels.length; i++)
				values[i] = original[voxels[i]];
			for (int i = values.length - 1; i > 0; i--) {
				final int j = random.nextInt(i + 1);
				final float v = values[i];
				values[i] = values[j];
				values[j] = v;
			}
			for (int i = 0; i < voxels.length; i++)
				patch[voxels[i]] = values[i];
		}
	}

	/** Maps values by a cubic Bezier curve between the 0.1 and 99.9 percentiles, two inner points anywhere; half fall. */
	public static void bezier(final float[] patch, final RandomGenerator random) {
		final float[] sorted = patch.clone();
		Arrays.parallelSort(sorted);
		final float low = sorted[(int) Math.round(TAIL * (sorted.length - 1))];
		final float high = sorted[(int) Math.round((1 - TAIL) * (sorted.length - 1))];
		if (!(high > low)) return;
		final BezierCurve curve = BezierCurve.draw(random);
		final boolean falls = random.nextBoolean();
		for (int i = 0; i < patch.length; i++) {
			final double at = Math.max(0, Math.min(1, (patch[i] - low) / (high - low)));
			final double to = curve.at(at);
			patch[i] = (float) (low + (high - low) * (falls ? 1 - to : to));
		}
	}

	/** Fills five boxes, sides an 8th to a 6th of the patch's, with numbers from [0, 1). */
	public static void paintInside(final float[] patch, final int[] sizeZyx, final RandomGenerator random) {
		for (int b = 0; b < PAINTED_BOXES; b++) {
			final Window box = Window.draw(sizeZyx, random, MARGIN, a -> side(sizeZyx[a], 8, 6, random));
			for (final int voxel : box.voxels(sizeZyx))
				patch[voxel] = random.nextFloat();
		}
	}

	/** Fills all with numbers from [0, 1) but for some boxes, sides an 8th to a 4th of the patch's. */
	public static void paintOutside(final float[] patch, final int[] sizeZyx, final RandomGenerator random) {
		final float[] original = patch.clone();
		for (int i = 0; i < patch.length; i++)
			patch[i] = random.nextFloat();
		final int boxes = 1 + PAINTED_BOXES;
		for (int b = 0; b < boxes; b++) {
			final Window box = Window.draw(sizeZyx, random, MARGIN, a -> side(sizeZyx[a], 8, 4, random));
			for (final int voxel : box.voxels(sizeZyx))
				patch[voxel] = original[voxel];
		}
	}

	private static int side(final int size, final int leastPart, final int mostPart, final RandomGenerator random) {
		final int least = Math.max(1, size / leastPart), most = Math.max(1, size / mostPart);
		return least + random.nextInt(most - least + 1);
	}
}
