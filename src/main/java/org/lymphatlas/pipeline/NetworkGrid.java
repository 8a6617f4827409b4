package org.lymphatlas.pipeline;

import java.util.Optional;

import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
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

	/** @throws InputException if no lung lies within the CT */
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

	/** HU on the network's grid: averaged where the CT is finer, interpolated where it is coarser. */
	static FloatVolume hu(final CtVolume ct, final Grid network) {
		final Grid own = ct.grid();
		final double[] coarse = new double[3];
		boolean finer = false;
		for (int a = 0; a < 3; a++) {
			final double wanted = network.spacing(alignedAxis(own, network, a));
			coarse[a] = Math.max(own.spacing(a), wanted);
			finer |= own.spacing(a) < 0.75 * wanted;
		}
		return Resampling.linear(finer ? Resampling.box(ct, own.withSpacing(coarse[0], coarse[1], coarse[2])) : ct,
			network, PointMapping.IDENTITY, AIR_HU);
	}

	private static final float AIR_HU = -1024;

	/** The axis of the network's grid that runs along axis {@code a} of the CT's. */
	private static int alignedAxis(final Grid own, final Grid network, final int a) {
		final double[] d = own.direction(), e = network.direction();
		int best = 0;
		double largest = -1;
		for (int b = 0; b < 3; b++) {
			final double cosine = Math.abs(d[a] * e[b] + d[3 + a] * e[3 + b] + d[6 + a] * e[6 + b]);
			if (cosine > largest) {
				largest = cosine;
				best = b;
			}
		}
		return best;
	}
}
