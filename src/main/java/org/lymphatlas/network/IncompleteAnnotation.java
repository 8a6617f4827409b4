package org.lymphatlas.network;

import java.util.Optional;

/**
 * Losses of voxels against an annotation that holds the share c of the nodes' voxels, as likely each (not in the
 * papers). In the mean they teach what a full annotation would; c = 1 leaves all as it is.
 *
 * @param annotation y, 1 for an annotated node's voxel, 0 for all others, [n, 1, d, h, w]
 * @param completeness c in (0, 1]
 * @param partial [n, 1]: 1 for samples of which that is so, 0 for those that are annotated in full; without it, of all
 */
record IncompleteAnnotation<T>(TensorOps<T> ops, T annotation, double completeness, Optional<T> partial) {

	/**
	 * Of each voxel, -log of the probability of its annotation: -log(c p) where y = 1, -log(1 - c p) where y = 0 (Patrini
	 * et al. 2017, forward correction). Its mean is least for the true p.
	 *
	 * @param difference logit of p
	 */
	T surprise(final T difference) {
		final T complete = Losses.surprise(ops, difference, annotation);
		if (completeness == 1) {
			return complete;
		}
		final T missed = ops.softplus(ops.affine(difference, 1, Math.log1p(-completeness)));
		final T marked = ops.affine(difference, 1, Math.log(completeness));
		return where(ops.subtract(ops.subtract(ops.softplus(difference), missed), ops.multiply(annotation, ops.subtract(
			marked, missed))), complete);
	}

	/**
	 * Of each voxel, the probability of the class that is not annotated: p where y = 0, and (2 - c) / c (1 - p) where
	 * y = 1. Its gradient's mean is that of all nodes annotated (Natarajan et al. 2013, unbiased estimator). Without the
	 * factor, c below a half would make p = 0 the best for nodes, too.
	 *
	 * @param difference logit of p
	 */
	T wrong(final T difference) {
		final T probability = ops.sigmoid(difference);
		return completeness == 1 ? wrong(probability, 1) : where(wrong(probability, (2 - completeness) / completeness), wrong(
			probability, 1));
	}

	private T wrong(final T probability, final double factor) {
		return ops.add(probability, ops.multiply(annotation, ops.affine(probability, -1 - factor, factor)));
	}

	/** What of p counts as predicted: all of it where y = 1, the share c where y = 0. */
	T counted(final T probability) {
		if (completeness == 1) {
			return probability;
		}
		return where(ops.multiply(probability, ops.affine(annotation, 1 - completeness, completeness)), probability);
	}

	/** One field in partial samples, another in the others. */
	private T where(final T field, final T other) {
		return partial.map(samples -> ops.add(other, ops.scaleChannels(ops.subtract(field, other), samples))).orElse(field);
	}
}
