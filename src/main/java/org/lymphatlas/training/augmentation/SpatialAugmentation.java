package org.lymphatlas.training.augmentation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import org.lymphatlas.volume.InputException;

/**
 * How a patch may lie in its case. A flat patch (one side more than three times its slices) is turned and scaled within
 * its plane only, by any angle (nnU-Net).
 *
 * @param rotationDegrees angle about each axis, in millimetre space
 * @param scale half of the draws below 1, half above; above 1 the patch shows more
 * @param mirrorProbability for each of the axes
 * @param mirrorAxes letters of the axes that may be mirrored, some of {@code xyz}
 */
public record SpatialAugmentation(Chance rotationDegrees, Chance scale, double mirrorProbability, String mirrorAxes) {

	private static final double FLAT = 3;

	public SpatialAugmentation {
		if (!mirrorAxes.matches("x?y?z?")) throw new InputException("Mirror axes '" + mirrorAxes +
			"': some of the letters xyz in this order are possible");
		if (!(mirrorProbability >= 0 && mirrorProbability <= 1)) throw new InputException("Mirror probability " +
			mirrorProbability + ": it lies in [0, 1]");
	}

	/** Patches as they lie. */
	public static SpatialAugmentation none() {
		return new SpatialAugmentation(Chance.NEVER, Chance.NEVER, 0, "");
	}

	/** nnU-Net's default. */
	public static SpatialAugmentation nnunet() {
		return new SpatialAugmentation(new Chance(0.2, -30, 30), new Chance(0.2, 0.7, 1.4), 0.5, "xyz");
	}

	/** Draws rotation, scaling and mirroring about the patch's centre. */
	PatchGeometry draw(final int[] startXyz, final int[] patchXyz, final double[] spacingMm,
		final RandomGenerator random)
	{
		final boolean flat = isFlat(new int[] { patchXyz[2], patchXyz[1], patchXyz[0] });
		final double[] angles = new double[3], scales = { 1, 1, 1 };
		if (rotationDegrees.happens(random)) {
			if (flat) angles[2] = Math.PI * (2 * random.nextDouble() - 1);
			else Arrays.setAll(angles, a -> Math.toRadians(rotationDegrees.draw(random)));
		}
		if (scale.happens(random)) Arrays.fill(scales, 0, flat ? 2 : 3, scale.drawAroundOne(random));
		final boolean[] mirror = new boolean[3];
		for (int a = 0; a < 3; a++)
			mirror[a] = mirrorAxes.indexOf("xyz".charAt(a)) >= 0 && random.nextDouble() < mirrorProbability;
		return PatchGeometry.of(startXyz, patchXyz, spacingMm, angles, scales, mirror);
	}

	static boolean isFlat(final int[] sizeZyx) {
		return Math.max(sizeZyx[1], sizeZyx[2]) > FLAT * sizeZyx[0];
	}
}
