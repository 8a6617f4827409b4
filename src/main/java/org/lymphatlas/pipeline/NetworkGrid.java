package org.lymphatlas.pipeline;

import java.util.Optional;

import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;

/**
 * How a network sees a CT, in training and in prediction alike: the bounding box of the lungs without a margin
 * (paper A, 3.1), axes to the patient's left, posterior and superior, at the model's spacing.
 */
final class NetworkGrid {

	private NetworkGrid() {}

	/**
	 * @param spacingMm x, y, z
	 * @throws InputException if no lung lies within the CT
	 */
	static Grid of(final Grid ct, final Organs organs, final double[] spacingMm) {
		final Grid whole = ct.canonical().withSpacing(spacingMm[0], spacingMm[1], spacingMm[2]);
		final Box box = Resampling.nearest(lungs(organs), whole, PointMapping.IDENTITY).bounds().orElseThrow(
			() -> new InputException("No lung lies within the CT: are organs and CT of the same patient?"));
		return whole.crop(box);
	}

	private static Mask lungs(final Organs organs) {
		final Optional<Mask> left = OrganGroup.LUNG_LEFT.maskIn(organs);
		final Optional<Mask> right = OrganGroup.LUNG_RIGHT.maskIn(organs);
		if (left.isEmpty() && right.isEmpty()) throw new InputException("The organs hold no lung");
		final byte[] both = left.or(() -> right).orElseThrow().values().clone();
		right.ifPresent(mask -> {
			for (int i = 0; i < both.length; i++)
				both[i] |= mask.values()[i];
		});
		return new Mask(organs.grid(), both);
	}
}
