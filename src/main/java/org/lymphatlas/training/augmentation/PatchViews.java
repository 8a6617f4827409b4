package org.lymphatlas.training.augmentation;

import java.util.random.RandomGenerator;

/**
 * One patch as a teacher and as its student see it: in the same place, so that what the teacher says of a voxel holds for
 * the student's, but with the student's CT changed. Priors are the same arrays in both.
 *
 * @param weak channels as they were read
 * @param strong the same but for the CT
 */
public record PatchViews(float[][] weak, float[][] strong) {

	/**
	 * @param channels each z, y, x, x fastest, read where one draw of {@link Augmentation#drawGeometry} says; left as they are
	 * @param ctChannel which of them is the CT
	 * @param strong what the student's CT undergoes, see {@link Augmentation#changeCt}
	 */
	public static PatchViews of(final float[][] channels, final int ctChannel, final int[] sizeZyx,
		final Augmentation strong, final double ginShare, final RandomGenerator random)
	{
		final float[][] changed = channels.clone();
		changed[ctChannel] = channels[ctChannel].clone();
		strong.changeCt(changed[ctChannel], sizeZyx, ginShare, random);
		return new PatchViews(channels, changed);
	}
}
