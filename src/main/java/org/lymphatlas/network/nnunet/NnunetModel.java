package org.lymphatlas.network.nnunet;

import java.util.List;
import java.util.function.IntFunction;

import org.lymphatlas.network.Weights;

/**
 * An imported model: one plan, one network a fold.
 *
 * @param plan common to all folds
 * @param weights of a fold by its index in {@link NnunetPlan.Origin#folds()}; read from disk when asked for
 */
public record NnunetModel(NnunetPlan plan, IntFunction<Weights> weights) {

	/** Number of networks. */
	public int folds() {
		return plan.origin().folds().size();
	}

	/** Names of the outputs, in order. */
	public List<String> classes() {
		return plan.outputs().stream().map(NnunetPlan.Output::name).toList();
	}
}
