package org.lymphatlas.network.nnunet;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Weights;

/** Imported models without an import, for the tests of other rooms. */
public final class WrittenModels {

	private WrittenModels() {}

	/** The plan of a small network that reads HU as they are, in patches of 8 voxels. */
	public static NnunetPlan plan(final String dataset, final int outputs, final double spacingMm, final String... folds) {
		final NetworkSpec small = NetworkSpec.isotropic(1, List.of(2, 4), List.of(1, 1));
		final NetworkSpec network = new NetworkSpec(small.kind(), 1, outputs, small.features(), small.blocksPerStage(), small
			.convsPerDecoderStage(), small.kernels(), small.strides(), true);
		return new NnunetPlan(network, new int[] { 8, 8, 8 }, new double[] { spacingMm, spacingMm, spacingMm }, new int[] { 0,
			1, 2 }, List.of(new NnunetPlan.Channel("CT", NnunetPlan.Normalization.NONE, false, 0, 0, 0, 0)),
			new NnunetPlan.ResamplingRule(3, 0, Optional.empty()), new NnunetPlan.ResamplingRule(1, 0, Optional.empty()),
			IntStream.range(0, outputs).mapToObj(i -> new NnunetPlan.Output("class " + i, i)).toList(), false, new int[] { 0, 1,
				2 }, Optional.empty(), new NnunetPlan.Origin("test", Arrays.stream(folds).map(f -> "0".repeat(64)).toList(), List
					.of(folds), dataset, "nnUNetTrainerNoMirroring", "3d_fullres", ""));
	}

	/** Every fold gets random weights. */
	public static void write(final NnunetPlan plan, final Path folder) {
		for (final String fold : plan.origin().folds())
			NnunetFolder.writeWeights(Weights.initial(plan.network(), fold.hashCode()), plan.network(), plan.origin().folds(), fold,
				folder);
		NnunetFolder.writePlan(plan, folder);
	}
}
