package org.lymphatlas.atlas;

import org.lymphatlas.volume.InputException;

/**
 * How much fully and partially annotated cases say about a voxel of the atlas. A full annotation says where nodes are and
 * where none are. A partial one says where nodes are; where it marks nothing there may be a node all the same, so it
 * speaks against one only with the <em>completeness</em> of its annotation: the chance that a node voxel was marked. With
 * <ul>
 * <li>A<sub>f</sub>, F<sub>f</sub>: the number of fully annotated cases that mark a node at the voxel, and that see it,</li>
 * <li>A<sub>p</sub>, F<sub>p</sub>: the same for the partially annotated ones,</li>
 * <li>w: {@link #partial()}, c: {@link #completeness()},</li>
 * </ul>
 * the share of nodes is
 *
 * <pre>
 *           A_f + w A_p
 * p = ----------------------------------------
 *      F_f + w (A_p + c (F_p - A_p))
 * </pre>
 *
 * For rare nodes and w = 1 this is the maximum-likelihood estimate of p where full cases mark a node with probability p
 * and partial ones with probability c p (two Poisson counts: p = (A_f + A_p) / (F_f + c F_p)); the A_p in the denominator
 * keeps it in [0, 1] where nodes are frequent. c = 1 with w = 1 counts all cases alike, as paper A does; with c = 0 an
 * unmarked voxel of a partial case says nothing.
 *
 * @param partial w at least 0: what a partially annotated case counts beside a fully annotated one
 * @param completeness c in [0, 1]
 */
public record AnnotationWeights(double partial, double completeness) {

	/**
	 * Completeness is a fifth: in the challenge's training set 1.4 nodes a case are annotated, in its fully annotated sets
	 * 5.3 and 8.6 (paper A, table 1).
	 */
	public static final AnnotationWeights DEFAULT = new AnnotationWeights(1, 0.2);

	/** @throws InputException if a number is out of its range */
	public AnnotationWeights {
		if (!(partial >= 0 && Double.isFinite(partial))) throw new InputException("partialWeight=" + partial +
			" must be a number from 0 up");
		if (!(completeness >= 0 && completeness <= 1)) throw new InputException("partialCompleteness=" + completeness +
			" must be a number from 0 to 1");
	}

	/** The formula's numerator: what speaks for a node. */
	double marked(final int fullMarked, final int partialMarked) {
		return fullMarked + partial * partialMarked;
	}

	/** The formula's denominator: all that speaks for or against a node. */
	double seen(final int fullSeen, final int partialMarked, final int partialSeen) {
		return fullSeen + partial * (partialMarked + completeness * (partialSeen - partialMarked));
	}
}
