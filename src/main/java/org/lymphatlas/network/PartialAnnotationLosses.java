package org.lymphatlas.network;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Paper B's losses for partial annotations and for pseudo labels (Wang et al., 3.3 and 3.4), for two classes. A branch
 * is given by the difference of its logits, foreground minus background, [n, 1, d, h, w]; so are the annotation (1 for
 * an annotated node's voxel, 0 for all others) and labels. A loss has the shape [1].
 */
public final class PartialAnnotationLosses {

	/**
	 * The least value of a class in a label: in the reverse cross-entropy, and where the annotation makes a pseudo label.
	 */
	private static final double LABEL_FLOOR = 1e-4;
	/** Makes an empty sum's mean 0 and changes no other. */
	private static final double TINY = 1e-12;

	private PartialAnnotationLosses() {
	}

	/** Equation 5 with the specification's weights; all voxels count alike, and every annotation is partial. */
	public static <T> T supervised(final TensorOps<T> ops, final T difference, final T annotation,
			final PartialLossSpec spec) {
		return supervised(ops, difference, annotation, Optional.empty(), Optional.empty(), spec);
	}

	/** The same, where voxels that may be nodes for all the annotation says count less. */
	public static <T> T supervised(final TensorOps<T> ops, final T difference, final T annotation, final T trust,
			final PartialLossSpec spec) {
		return supervised(ops, difference, annotation, Optional.of(trust), Optional.empty(), spec);
	}

	/**
	 * Equation 5 with the specification's weights. With trust, means over voxels become sum(t l) / sum(t), and the Tversky
	 * index' false positives sum(t p (1 - y)).
	 *
	 * @param trust t in [0, 1], [n, 1, d, h, w]; 1 on annotated voxels
	 * @param partial [n, 1]: 1 for a sample to whose annotation the belief's completeness applies, 0 for one that is
	 *          annotated in full; without it, it applies to all
	 */
	public static <T> T supervised(final TensorOps<T> ops, final T difference, final T annotation, final Optional<T> trust,
			final Optional<T> partial, final PartialLossSpec spec) {
		final UnaryOperator<T> mean = trust.<UnaryOperator<T>> map(t -> mean(ops, t)).orElse(ops::mean);
		final IncompleteAnnotation<T> incomplete = new IncompleteAnnotation<>(ops, annotation, spec.belief().completeness(),
			partial);
		final double ceWeight = spec.ceWeight() + spec.sceWeight() * spec.gamma();
		T total = null;
		if (ceWeight > 0) {
			total = Losses.plus(ops, total, mean.apply(incomplete.surprise(difference)), ceWeight);
		}
		if (spec.sceWeight() > 0) {
			total = Losses.plus(ops, total, reverse(ops, mean.apply(incomplete.wrong(difference))), spec.sceWeight());
		}
		if (spec.pceWeight() > 0) {
			total = Losses.plus(ops, total, partialCrossEntropy(ops, difference, annotation), spec.pceWeight());
		}
		if (spec.tverskyWeight() > 0) {
			final T counted = incomplete.counted(ops.sigmoid(difference));
			total = Losses.plus(ops, total, Losses.batchTversky(ops, trust.map(t -> ops.multiply(t, counted)).orElse(counted),
				annotation, spec.alpha(), 1 - spec.alpha()), spec.tverskyWeight());
		}
		return total;
	}

	/** The mean over voxels weighed by t: sum(t l) / sum(t), 0 where t is 0 everywhere. */
	private static <T> UnaryOperator<T> mean(final TensorOps<T> ops, final T trust) {
		final T sum = ops.sum(trust);
		final T voxelsPerTrust = ops.divide(ops.affine(sum, 0, Tensor.length(ops.shape(trust))), ops.affine(sum, 1, TINY));
		return field -> ops.multiply(voxelsPerTrust, ops.mean(ops.multiply(trust, field)));
	}

	/** What a branch learns from the pseudo label. */
	public static <T> T pseudo(final TensorOps<T> ops, final T branch, final T other, final T label,
			final PartialLossSpec spec) {
		return switch (spec.pseudoLoss()) {
			case CONSENSUS, TRUNCATED -> consensus(ops, branch, other, label);
			case DICE -> ops.affine(Losses.dice(ops, ops.sigmoid(branch), label), 1, 1);
		};
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
	 * Equations 6 and 7, then the union with the annotation: what both branches together take for a node. No gradient
	 * flows through it.
	 *
	 * @param theta [n, 1]: the main branch's share
	 * @param rest [n, 1]: one minus theta
	 * @param temperature below 1 sharpens
	 */
	public static <T> T pseudoLabel(final TensorOps<T> ops, final T main, final T auxiliary, final T annotation,
			final T theta, final T rest, final double temperature) {
		return union(ops, annotation, sharpened(ops, main, auxiliary, theta, rest, temperature));
	}

	/**
	 * The same, where a voxel that is not annotated is background as far as it is trusted to be: its label is times 1 - t.
	 *
	 * @param trust t in [0, 1], [n, 1, d, h, w]
	 */
	public static <T> T pseudoLabel(final TensorOps<T> ops, final T main, final T auxiliary, final T annotation,
			final T theta, final T rest, final double temperature, final T trust) {
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
