package org.lymphatlas.training;

import org.lymphatlas.network.CropSource;

/**
 * What becomes of CTs before a network sees them.
 *
 * @param crop what tells which part it sees
 * @param ctNormalization how Hounsfield units become its input
 */
public record Preprocessing(CropSource crop, CtValues ctNormalization) {

	/** Where the limits and moments of the normalisation come from. */
	public enum CtValues {
		/** The annotated voxels of the training cases, as nnU-Net does. */
		FINGERPRINT,
		/** Paper B's program: {@link org.lymphatlas.network.CtNormalization#paperB()}. */
		DBDMP
	}

	/** Paper A's. */
	public static final Preprocessing PAPER_A = new Preprocessing(CropSource.ORGANS, CtValues.FINGERPRINT);

	/** Paper B's: cropped by intensities; its "zero mean and unit variance" are taken over the annotated voxels. */
	public static final Preprocessing PAPER_B = new Preprocessing(CropSource.INTENSITIES, CtValues.FINGERPRINT);

	/** The same with another crop. */
	public Preprocessing withCrop(final CropSource other) {
		return new Preprocessing(other, ctNormalization);
	}

	/** The same with another normalisation. */
	public Preprocessing withCtNormalization(final CtValues other) {
		return new Preprocessing(crop, other);
	}
}
