package org.lymphatlas.network;

import java.util.Map;
import java.util.function.Function;

/**
 * What training minimises: how the network is run on a batch, and the loss. A pure function written against
 * {@link TensorOps}; whatever is drawn at random or computed outside the network (dropout masks, pseudo-labels, the weight
 * of a term) comes in as one of the batch's tensors.
 */
public interface Objective {

	/** Names and shapes of the tensors that every batch must hold. */
	Map<String, int[]> inputs();

	/** Names and shapes of the network's parameters, in their order. */
	Map<String, int[]> parameters();

	/**
	 * Runs the network and computes the loss.
	 *
	 * @param inputs the batch's tensors by name, of the shapes that {@link #inputs} lists
	 * @param weights parameters by name
	 */
	<T> Outcome<T> apply(TensorOps<T> ops, Map<String, T> inputs, Function<String, T> weights);

	/** Multiplications, each with its addition, of the convolutions of one forward run. */
	default long multiplyAdds() {
		return MultiplyAdds.of(this);
	}

	/**
	 * What comes of a batch.
	 *
	 * @param loss shape [1]
	 * @param logits what the network says at full resolution, [n, channels, d, h, w]
	 */
	record Outcome<T>(T loss, T logits) {
	}
}
