package org.lymphatlas.training.augmentation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What Model Genesis does to a patch before a network learns to restore it (Zhou et al. 2021,
 * doi:10.1016/j.media.2020.101840; paper B, 3.2 and Fig. 2). Patches are z, y, x, x fastest; all works in place. Apart
 * from the mirroring, which the patch to be restored shares, the draws are made in the order of the methods here.
 * <p>
 * As published, values lie in [0, 1] and painted voxels get numbers from there: any value that the CT's window shows. A
 * network here sees z-scored values, among which [0, 1] would be a narrow band of grey (soft tissue of 54 to 87 HU with
 * paper B's normalisation); so painting takes the limits between which the CT was clipped, as they are in the patch.
 * All else does not depend on the values' unit: shuffled are voxels, and the Bezier curve is stretched between
 * percentiles.
 */
public final class ModelGenesis {

	private static final double MIRROR = 0.4, SHUFFLE = 0.5, BEZIER = 0.9, PAINT = 0.9, PAINT_INSIDE = 0.2;
	private static final int MOST_MIRRORINGS = 3;
	private static final int SHUFFLED_WINDOWS = 8000;
	private static final int PAINTED_BOXES = 5;
	private static final int KEPT_BOXES = 201;
	private static final int MARGIN = 10;
	private static final double TAIL = 0.001;

	private ModelGenesis() {}

	/** Which of the axes x, y, z to mirror: one after the other as long as chance wants it, at most three times. */
	private static boolean[] mirroredAxes(final RandomGenerator random) {
		final boolean[] mirrored = new boolean[3];
		for (int m = 0; m < MOST_MIRRORINGS && random.nextDouble() < MIRROR; m++)
			mirrored[random.nextInt(3)] ^= true;
		return mirrored;
	}

	/** The place of a patch, mirrored in some two of five draws; the patch to be restored lies there as well. */
	public static PatchGeometry drawGeometry(final int[] startXyz, final int[] patchXyz, final RandomGenerator random) {
		return PatchGeometry.of(startXyz, patchXyz, new double[] { 1, 1, 1 }, new double[3], new double[] { 1, 1, 1 },
			mirroredAxes(random));
	}

	/**
	 * Shuffle, Bezier curve, painting, each with its probability.
	 *
	 * @param low least value that a patch may have
	 * @param high largest one
	 */
	public static void corrupt(final float[] patch, final int[] sizeZyx, final float low, final float high,
		final RandomGenerator random)
	{
		if (random.nextDouble() < SHUFFLE) shuffle(patch, sizeZyx, random);
		if (random.nextDouble() < BEZIER) bezier(patch, random);
		if (random.nextDouble() < PAINT) {
			if (random.nextDouble() < PAINT_INSIDE) paintInside(patch, sizeZyx, low, high, random);
			else paintOutside(patch, sizeZyx, low, high, random);
		}
	}

	/**
	 * Shuffles the voxels of many small windows, each read from the patch as it was: sides 1 to a 20th of the patch's, but
	 * at least up to 2, since windows of single voxels would leave a small patch as it is.
	 */
	public static void shuffle(final float[] patch, final int[] sizeZyx, final RandomGenerator random) {
		final float[] original = patch.clone();
		for (int w = 0; w < SHUFFLED_WINDOWS; w++) {
			final Window window = Window.draw(sizeZyx, random, 0, a -> 1 + random.nextInt(Math.max(2, sizeZyx[a] / 20)));
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
		bezier(patch, BezierCurve.draw(random), random.nextBoolean());
	}

	/** @param falls whether dark becomes bright */
	static void bezier(final float[] patch, final BezierCurve curve, final boolean falls) {
		final float[] sorted = patch.clone();
		Arrays.parallelSort(sorted);
		final float low = sorted[(int) Math.round(TAIL * (sorted.length - 1))];
		final float high = sorted[(int) Math.round((1 - TAIL) * (sorted.length - 1))];
		if (!(high > low)) return;
		for (int i = 0; i < patch.length; i++) {
			final double at = Math.max(0, Math.min(1, (patch[i] - low) / (high - low)));
			final double to = curve.at(at);
			patch[i] = (float) (low + (high - low) * (falls ? 1 - to : to));
		}
	}

	/** Fills five boxes, sides an 8th to a 6th of the patch's, with numbers from [low, high). */
	public static void paintInside(final float[] patch, final int[] sizeZyx, final float low, final float high,
		final RandomGenerator random)
	{
		for (int b = 0; b < PAINTED_BOXES; b++) {
			final Window box = Window.draw(sizeZyx, random, MARGIN, a -> side(sizeZyx[a], 8, 6, random));
			for (final int voxel : box.voxels(sizeZyx))
				patch[voxel] = random.nextFloat(low, high);
		}
	}

	/**
	 * Fills all with numbers from [low, high) but for 201 boxes, sides an 8th to a 4th of the patch's, which overlap:
	 * about three quarters of the patch stay.
	 */
	public static void paintOutside(final float[] patch, final int[] sizeZyx, final float low, final float high,
		final RandomGenerator random)
	{
		final float[] original = patch.clone();
		for (int i = 0; i < patch.length; i++)
			patch[i] = random.nextFloat(low, high);
		for (int b = 0; b < KEPT_BOXES; b++) {
			final Window box = Window.draw(sizeZyx, random, 0, a -> side(sizeZyx[a], 8, 4, random));
			for (final int voxel : box.voxels(sizeZyx))
				patch[voxel] = original[voxel];
		}
	}

	private static int side(final int size, final int leastPart, final int mostPart, final RandomGenerator random) {
		final int least = Math.max(1, size / leastPart), most = Math.max(1, size / mostPart);
		return least + random.nextInt(most - least + 1);
	}
}
