package org.lymphatlas.network.nnunet;

import java.nio.file.Path;

import org.lymphatlas.network.Weights;

/** Imported models without an import, for the tests of other rooms. */
public final class WrittenModels {

	private WrittenModels() {}

	/** Every fold gets random weights. */
	public static void write(final NnunetPlan plan, final Path folder) {
		for (final String fold : plan.origin().folds())
			NnunetFolder.writeWeights(Weights.initial(plan.network(), fold.hashCode()), plan.network(), plan.origin().folds(), fold,
				folder);
		NnunetFolder.writePlan(plan, folder);
	}
}
