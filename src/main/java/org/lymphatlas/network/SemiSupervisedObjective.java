package org.lymphatlas.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A supervised objective on annotated patches, plus cross-entropy against a teacher's pseudo-labels on patches without
 * annotation (Wang et al. 2022, equation 1, with the weight of its unsupervised term in the voxels' weights).
 */
public final class SemiSupervisedObjective implements Objective {

	/** The student's view of patches without annotation, [n, channels, d, h, w]. */
	public static final String UNLABELLED_INPUT = "unlabelledInput";
	/** Their pseudo-labels, 1 or 0, [n, 1, d, h, w]. */
	public static final String PSEUDO_LABEL = "pseudoLabel";
	/** How much each voxel counts, 0 for not at all, [n, 1, d, h, w]. */
	public static final String PSEUDO_WEIGHT = "pseudoWeight";

	private final SupervisedObjective supervised;
	private final NetworkSpec network;

	/**
	 * @param supervised what is learnt from annotated patches; as many without annotation go with them
	 * @param network the same that it trains
	 */
	public SemiSupervisedObjective(final SupervisedObjective supervised, final NetworkSpec network) {
		this.supervised = supervised;
		this.network = network;
	}

	@Override
	public Map<String, int[]> inputs() {
		final Map<String, int[]> shapes = new LinkedHashMap<>(supervised.inputs());
		shapes.put(UNLABELLED_INPUT, shapes.get(Batch.INPUT));
		shapes.put(PSEUDO_LABEL, shapes.get(Batch.TARGET));
		shapes.put(PSEUDO_WEIGHT, shapes.get(Batch.TARGET));
		return shapes;
	}

	@Override
	public Map<String, int[]> parameters() {
		return supervised.parameters();
	}

	@Override
	public <T> Outcome<T> apply(final TensorOps<T> ops, final Map<String, T> inputs, final Function<String, T> weights) {
		final Outcome<T> labelled = supervised.apply(ops, inputs, weights);
		final List<T> student = Networks.forward(ops, inputs.get(UNLABELLED_INPUT), weights, network);
		final T unsupervised = Losses.weightedCrossEntropy(ops, student, inputs.get(PSEUDO_LABEL), inputs.get(
			PSEUDO_WEIGHT));
		return new Outcome<>(ops.add(labelled.loss(), unsupervised), labelled.logits());
	}
}
