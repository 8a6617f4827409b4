package org.lymphatlas.network;

import java.util.function.UnaryOperator;

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

	/** Equation 5 with the specification's weights; all voxels count alike. */
	public static <T> T supervised(final TensorOps<T> ops, final T difference, final T annotation,
			final PartialLossSpec spec) {
		return supervised(ops, difference, annotation, spec, ops::mean, UnaryOperator.identity());
	}

	/**
	 * Equation 5 with the specification's weights, where voxels that may be nodes for all the annotation says count less:
	 * means over voxels become sum(t l) / sum(t), and the Tversky index' false positives sum(t p (1 - y)).
	 *
	 * @param trust t in [0, 1], [n, 1, d, h, w]; 1 on annotated voxels
	 */
	public static <T> T supervised(final TensorOps<T> ops, final T difference, final T annotation, final T trust,
			final PartialLossSpec spec) {
		final T sum = ops.sum(trust);
		final T voxelsPerTrust = ops.divide(ops.affine(sum, 0, Tensor.length(ops.shape(trust))), ops.affine(sum, 1, TINY));
		final UnaryOperator<T> weigh = field -> ops.multiply(trust, field);
		return supervised(ops, difference, annotation, spec, field -> ops.multiply(voxelsPerTrust, ops.mean(weigh.apply(
			field))), weigh);
	}

	private static <T> T supervised(final TensorOps<T> ops, final T difference, final T annotation,
			final PartialLossSpec spec, final UnaryOperator<T> mean, final UnaryOperator<T> weigh) {
		final double completeness = spec.belief().completeness();
		final double ceWeight = spec.ceWeight() + spec.sceWeight() * spec.gamma();
		T total = null;
		if (ceWeight > 0) {
			total = Losses.plus(ops, total, mean.apply(surprise(ops, difference, annotation, completeness)), ceWeight);
		}
		if (spec.sceWeight() > 0) {
			total = Losses.plus(ops, total, reverse(ops, mean.apply(wrong(ops, difference, annotation, completeness))),
				spec.sceWeight());
		}
		if (spec.pceWeight() > 0) {
			total = Losses.plus(ops, total, partialCrossEntropy(ops, difference, annotation), spec.pceWeight());
		}
		if (spec.tverskyWeight() > 0) {
			total = Losses.plus(ops, total, Losses.batchTversky(ops, weigh.apply(ops.sigmoid(difference)), annotation,
				spec.alpha() * completeness, 1 - spec.alpha()), spec.tverskyWeight());
		}
		return total;
	}

	/** What a branch learns from the pseudo label. */
	public static <T> T pseudo(final TensorOps<T> ops, final T branch, final T other, final T label,
			final PartialLossSpec spec) {
		return switch (spec.pseudoLoss()) {
			case CONSENSUS, TRUNCATED -> consensus(ops, branch, other, label);
			case DICE -> ops.affine(Losses.dice(ops, ops.sigmoid(branch), label), 1, 1);
		};
	}

	/**
	 * Of each voxel, -log of the probability of its annotation, where a node's voxel is annotated with the probability c:
	 * -log(c p) if it is, -log(1 - c p) if not (Patrini et al. 2017, forward correction). Where all nodes' voxels are as
	 * likely to be annotated, its mean is least for the true p. Cross-entropy for c = 1.
	 *
	 * @param completeness c
	 */
	private static <T> T surprise(final TensorOps<T> ops, final T difference, final T annotation,
			final double completeness) {
		if (completeness == 1) {
			return Losses.surprise(ops, difference, annotation);
		}
		final T missed = ops.softplus(ops.affine(difference, 1, Math.log1p(-completeness)));
		final T marked = ops.affine(difference, 1, Math.log(completeness));
		return ops.subtract(ops.subtract(ops.softplus(difference), missed), ops.multiply(annotation, ops.subtract(marked,
			missed)));
	}

	/**
	 * Of each voxel, the probability of the class that is not annotated: p where y = 0, and (2 - c) / c (1 - p) where y = 1.
	 * With the share c of the nodes annotated, evenly, its gradient's mean is that of all nodes annotated (Natarajan et al.
	 * 2013, unbiased estimator). Without the factor, c below a half would make p = 0 the best for nodes, too.
	 *
	 * @param completeness c
	 */
	private static <T> T wrong(final TensorOps<T> ops, final T difference, final T annotation, final double completeness) {
		final T probability = ops.sigmoid(difference);
		final double factor = (2 - completeness) / completeness;
		return ops.add(probability, ops.multiply(annotation, ops.affine(probability, -1 - factor, factor)));
	}

	/** CE(y, p) of equation 2, as a mean over voxels and both classes. */
	private static <T> T reverse(final TensorOps<T> ops, final T wrong) {
		return ops.affine(wrong, -Math.log(LABEL_FLOOR) / 2, 0);
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
		return union(ops, annotation, sharpened(ops, main, auxiliary, theta, rest, temperature));
	}

	/**
	 * The same, where a voxel that is not annotated is background as far as it is trusted to be: its label is times 1 - t.
	 *
	 * @param trust t in [0, 1], [n, 1, d, h, w]
	 */
	public static <T> T pseudoLabel(final TensorOps<T> ops, final T main, final T auxiliary, final T annotation, final T theta,
			final T rest, final double temperature, final T trust) {
		return union(ops, annotation, ops.multiply(ops.affine(trust, -1, 1), sharpened(ops, main, auxiliary, theta, rest,
			temperature)));
	}

	private static <T> T sharpened(final TensorOps<T> ops, final T main, final T auxiliary, final T theta, final T rest,
			final double temperature) {
		final T mixed = ops.add(ops.scaleChannels(ops.sigmoid(ops.detach(main)), theta),
			ops.scaleChannels(ops.sigmoid(ops.detach(auxiliary)), rest));
		return ops.sigmoid(ops.affine(mixed, 2 / temperature, -1 / temperature));
	}

	private static <T> T union(final TensorOps<T> ops, final T annotation, final T label) {
		return ops.add(ops.affine(annotation, 1 - LABEL_FLOOR, 0), ops.subtract(label, ops.multiply(annotation, label)));
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
		final T crossEntropy = Losses.surprise(ops, branch, label);
		return ops.divide(ops.sum(ops.add(ops.multiply(weights, crossEntropy), divergence)), ops.sum(weights));
	}
}
