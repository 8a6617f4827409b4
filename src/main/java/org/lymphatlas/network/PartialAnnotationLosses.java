package org.lymphatlas.network;

/**
 * Paper B's losses for partial annotations and for pseudo labels (Wang et al., 3.3 and 3.4), for two classes. A branch is
 * given by the difference of its logits, foreground minus background, [n, 1, d, h, w]; so are the annotation (1 for an
 * annotated node's voxel, 0 for all others) and labels. A loss has the shape [1].
 */
public final class PartialAnnotationLosses {

	/** The least value of a class in a label: in the reverse cross-entropy, and where the annotation makes a pseudo label. */
	private static final double LABEL_FLOOR = 1e-4;
	/** Makes an empty sum's mean 0 and changes no other. */
	private static final double TINY = 1e-12;

	private PartialAnnotationLosses() {
	}

	/** Equation 5 with the specification's weights. */
	public static <T> T supervised(final TensorOps<T> ops, final T difference, final T annotation, final PartialLossSpec spec) {
		T total = null;
		if (spec.ceWeight() > 0) {
			total = Losses.plus(ops, total, Losses.crossEntropy(ops, difference, annotation), spec.ceWeight());
		}
		if (spec.sceWeight() > 0) {
			total = Losses.plus(ops, total, symmetricCrossEntropy(ops, difference, annotation, spec.gamma()),
				spec.sceWeight());
		}
		if (spec.pceWeight() > 0) {
			total = Losses.plus(ops, total, partialCrossEntropy(ops, difference, annotation), spec.pceWeight());
		}
		if (spec.tverskyWeight() > 0) {
			total = Losses.plus(ops, total, Losses.batchTversky(ops, ops.sigmoid(difference), annotation, spec.alpha(),
				1 - spec.alpha()), spec.tverskyWeight());
		}
		return total;
	}

	/** What a branch learns from the pseudo label. */
	public static <T> T pseudo(final TensorOps<T> ops, final T branch, final T other, final T label,
			final PartialLossSpec spec) {
		return switch (spec.pseudoLoss()) {
			case CONSENSUS -> consensus(ops, branch, other, label);
			case DICE -> ops.affine(Losses.dice(ops, ops.sigmoid(branch), label), 1, 1);
		};
	}

	/** Equation 2: gamma CE(p, y) + CE(y, p); the second is a mean over voxels and both classes. */
	public static <T> T symmetricCrossEntropy(final TensorOps<T> ops, final T difference, final T annotation,
			final double gamma) {
		final T probability = ops.sigmoid(difference);
		final T wrong = ops.subtract(ops.add(probability, annotation),
			ops.affine(ops.multiply(probability, annotation), 2, 0));
		final T reverse = ops.affine(ops.mean(wrong), -Math.log(LABEL_FLOOR) / 2, 0);
		return ops.add(ops.affine(Losses.crossEntropy(ops, difference, annotation), gamma, 0), reverse);
	}

	/** Equation 3 as a mean over the annotated voxels; 0 when there are none. */
	public static <T> T partialCrossEntropy(final TensorOps<T> ops, final T difference, final T annotation) {
		final T surprise = ops.multiply(annotation, ops.softplus(ops.affine(difference, -1, 0)));
		return ops.divide(ops.sum(surprise), ops.affine(ops.sum(annotation), 1, TINY));
	}

	/**
	 * Equations 6 and 7, then the union with the annotation: what both branches together take for a node. No gradient flows
	 * through it.
	 *
	 * @param theta [n, 1]: the main branch's share
	 * @param rest [n, 1]: one minus theta
	 * @param temperature below 1 sharpens
	 */
	public static <T> T pseudoLabel(final TensorOps<T> ops, final T main, final T auxiliary, final T annotation, final T theta,
			final T rest, final double temperature) {
		final T mixed = ops.add(ops.scaleChannels(ops.sigmoid(ops.detach(main)), theta),
			ops.scaleChannels(ops.sigmoid(ops.detach(auxiliary)), rest));
		final T sharpened = ops.sigmoid(ops.affine(mixed, 2 / temperature, -1 / temperature));
		return ops.add(ops.affine(annotation, 1 - LABEL_FLOOR, 0), ops.subtract(sharpened, ops.multiply(annotation, sharpened)));
	}

	/** Sum over classes of q (log q - log p), where p belongs to the branch and q to the other: [n, 1, d, h, w]. */
	public static <T> T divergence(final TensorOps<T> ops, final T branch, final T other) {
		final T q = ops.sigmoid(other);
		final T background = ops.subtract(ops.softplus(branch), ops.softplus(other));
		return ops.subtract(background, ops.multiply(q, ops.subtract(branch, other)));
	}

	/** Equation 9: cross-entropy against the pseudo label where the branches agree, and their divergence. */
	public static <T> T consensus(final TensorOps<T> ops, final T branch, final T other, final T label) {
		final T divergence = divergence(ops, branch, other);
		final T weights = ops.exp(ops.affine(divergence, -1, 0));
		final T crossEntropy = ops.subtract(ops.softplus(branch), ops.multiply(label, branch));
		return ops.divide(ops.sum(ops.add(ops.multiply(weights, crossEntropy), divergence)), ops.sum(weights));
	}
}
