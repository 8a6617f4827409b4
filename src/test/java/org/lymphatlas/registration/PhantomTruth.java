package org.lymphatlas.registration;

import java.util.Arrays;

import org.lymphatlas.phantom.Phantom;

/** How far a transform is from what is known of two phantoms, in mm in the moving one's space. */
final class PhantomTruth {

	private PhantomTruth() {}

	static double carinaMm(final SpatialTransform transform, final Phantom fixed, final Phantom moving) {
		return errorMm(transform, fixed.carinaLps(), moving.carinaLps());
	}

	/** One error for each node of the fixed phantom; the truth is {@link Phantom#corresponding}. */
	static double[] nodesMm(final SpatialTransform transform, final Phantom fixed, final Phantom moving) {
		return fixed.nodeList().stream().mapToDouble(node -> errorMm(transform, node.centreLps(), fixed.corresponding(node
			.centreLps(), moving))).toArray();
	}

	static double errorMm(final SpatialTransform transform, final double[] from, final double[] to) {
		final double[] mapped = new double[3];
		transform.apply(from, mapped);
		return Math.sqrt(Math.pow(mapped[0] - to[0], 2) + Math.pow(mapped[1] - to[1], 2) + Math.pow(mapped[2] - to[2], 2));
	}

	/** NaN of nothing. */
	static double median(final double... values) {
		final double[] v = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
		return v.length == 0 ? Double.NaN : 0.5 * (v[(v.length - 1) / 2] + v[v.length / 2]);
	}
}
