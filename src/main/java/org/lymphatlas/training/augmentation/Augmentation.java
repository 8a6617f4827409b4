package org.lymphatlas.training.augmentation;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

import org.lymphatlas.volume.InputException;

/**
 * What may happen to a patch before the network sees it. Geometry moves all channels and the target together. Values
 * change in the CT alone: priors are measured the same way in training and prediction, and what is a share or a
 * probability would be neither after gamma or noise.
 *
 * @param spatial how the patch lies in its case
 * @param interpolation how channels are read where it does not fall on voxels
 * @param intensity nnU-Net's changes of the CT's values
 * @param textures random textures of the CT, after these
 */
public record Augmentation(SpatialAugmentation spatial, Interpolation interpolation, IntensityAugmentation intensity,
	GinIpa textures)
{

	/** What {@link #byName} knows. */
	public static final List<String> NAMES = List.of("none", "nnunet", "gin-ipa");

	/** Patches as they are. */
	public static Augmentation none() {
		return new Augmentation(SpatialAugmentation.none(), Interpolation.LINEAR, IntensityAugmentation.none(), GinIpa
			.never());
	}

	/** nnU-Net's default for CT. */
	public static Augmentation nnunet() {
		return new Augmentation(SpatialAugmentation.nnunet(), Interpolation.CUBIC, IntensityAugmentation.nnunet(), GinIpa
			.never());
	}

	/** nnU-Net's, and paper A's random textures on every patch. */
	public static Augmentation ginIpa() {
		return new Augmentation(SpatialAugmentation.nnunet(), Interpolation.CUBIC, IntensityAugmentation.nnunet(), GinIpa
			.standard());
	}

	/** @throws InputException naming those there are */
	public static Augmentation byName(final String name) {
		return switch (name.toLowerCase(Locale.ROOT)) {
			case "none" -> none();
			case "nnunet" -> nnunet();
			case "gin-ipa" -> ginIpa();
			default -> throw new InputException("There is no augmentation '" + name + "': choose one of " + String.join(", ",
				NAMES));
		};
	}

	/** The same with other axes to mirror. */
	public Augmentation withMirrorAxes(final String axes) {
		return new Augmentation(new SpatialAugmentation(spatial.rotationDegrees(), spatial.scale(), spatial
			.mirrorProbability(), axes), interpolation, intensity, textures);
	}

	/** The same with another interpolation of the channels. */
	public Augmentation withInterpolation(final Interpolation other) {
		return new Augmentation(spatial, other, intensity, textures);
	}

	/**
	 * Where the voxels of a patch lie.
	 *
	 * @param startXyz case voxel of the patch's first voxel, if nothing were changed
	 */
	public PatchGeometry drawGeometry(final int[] startXyz, final int[] patchXyz, final double[] spacingMm,
		final RandomGenerator random)
	{
		return spatial.draw(startXyz, patchXyz, spacingMm, random);
	}

	/**
	 * Changes a CT patch's values in place; {@link PatchViews} keeps them as well.
	 *
	 * @param ct z, y, x, x fastest, normalised
	 * @param ginShare the largest share of random textures, [0, 1]; it grows in the course of training
	 */
	public void changeCt(final float[] ct, final int[] sizeZyx, final double ginShare, final RandomGenerator random) {
		intensity.apply(ct, sizeZyx, random);
		textures.apply(ct, sizeZyx, ginShare, random);
	}
}
