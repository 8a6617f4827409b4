package org.lymphatlas.training.augmentation;

import java.util.random.RandomGenerator;

import org.lymphatlas.volume.InputException;

/**
 * What may happen to a patch before the network sees it. Rotation, scaling and mirroring move all channels and the target
 * together; the others change the CT alone.
 *
 * @param rotationDegrees angle about each axis
 * @param scale isotropic; half of the draws below 1, half above; above 1 the patch shows more
 * @param noiseSigma standard deviation of Gaussian noise added
 * @param blurSigmaVoxels standard deviation of a Gaussian blur
 * @param brightness factor on all values
 * @param contrast factor on the distance from the mean, range kept
 * @param zoom share of the resolution kept by low resolution
 * @param invertedGamma exponent on the negated values, mean and deviation kept
 * @param gamma exponent on the values, mean and deviation kept
 * @param mirrorProbability for each of the axes
 * @param mirrorAxes letters of the axes that may be mirrored, some of {@code xyz}
 */
public record Augmentation(Chance rotationDegrees, Chance scale, Chance noiseSigma, Chance blurSigmaVoxels,
	Chance brightness, Chance contrast, Chance zoom, Chance invertedGamma, Chance gamma, double mirrorProbability,
	String mirrorAxes)
{

	/** Something that happens with a probability, with a strength drawn evenly from a range. */
	public record Chance(double probability, double low, double high) {

		/** Never. */
		public static final Chance NEVER = new Chance(0, 1, 1);

		public Chance {
			if (!(probability >= 0 && probability <= 1) || !(low <= high)) throw new InputException("Augmentation with " +
				"probability " + probability + " and range " + low + " to " + high +
				": the probability lies in [0, 1] and the range ascends");
		}

		boolean happens(final RandomGenerator random) {
			return random.nextDouble() < probability;
		}

		double draw(final RandomGenerator random) {
			return low + (high - low) * random.nextDouble();
		}

		/** Half of the draws from [low, 1], half from [1, high]. */
		double drawAroundOne(final RandomGenerator random) {
			return random.nextBoolean() ? low + (1 - low) * random.nextDouble() : 1 + (high - 1) * random.nextDouble();
		}
	}

	public Augmentation {
		if (!mirrorAxes.matches("x?y?z?")) throw new InputException("Mirror axes '" + mirrorAxes +
			"': some of the letters xyz in this order are possible");
	}

	/** Patches as they are. */
	public static Augmentation none() {
		return new Augmentation(Chance.NEVER, Chance.NEVER, Chance.NEVER, Chance.NEVER, Chance.NEVER, Chance.NEVER,
			Chance.NEVER, Chance.NEVER, Chance.NEVER, 0, "");
	}

	/** nnU-Net's default for CT; blur and low resolution have its two probabilities (a patch, a channel) multiplied. */
	public static Augmentation nnunet() {
		return new Augmentation(new Chance(0.2, -30, 30), new Chance(0.2, 0.7, 1.4), new Chance(0.1, 0, 0.1), new Chance(0.1,
			0.5, 1), new Chance(0.15, 0.75, 1.25), new Chance(0.15, 0.75, 1.25), new Chance(0.125, 0.5, 1), new Chance(0.1,
				0.7, 1.5), new Chance(0.3, 0.7, 1.5), 0.5, "xyz");
	}

	/** The same with other axes to mirror. */
	public Augmentation withMirrorAxes(final String axes) {
		return new Augmentation(rotationDegrees, scale, noiseSigma, blurSigmaVoxels, brightness, contrast, zoom,
			invertedGamma, gamma, mirrorProbability, axes);
	}
}
