package org.lymphatlas.network.dl4j;

import java.util.List;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.SupervisedObjective;
import org.lymphatlas.network.Weights;

/** A tiny network with weights and data from formulas, for which PyTorch's results are known. */
final class PeerNetwork {

	static final NetworkSpec SPEC = new NetworkSpec(NetworkSpec.RESIDUAL_ENCODER_UNET, 3, 2, List.of(4, 6, 8, 8),
		List.of(1, 2, 1, 1), List.of(1),
		List.of(new int[] { 1, 3, 3 }, new int[] { 3, 3, 3 }, new int[] { 3, 3, 3 }, new int[] { 3, 3, 3 }),
		List.of(new int[] { 1, 1, 1 }, new int[] { 1, 2, 2 }, new int[] { 2, 2, 2 }, new int[] { 2, 1, 2 }), true);

	private static final int[] SIZE = { 8, 8, 16 };

	private PeerNetwork() {
	}

	/** From {@link NetworkValuesTest}'s formula. */
	static Weights weights() {
		return NetworkValuesTest.weights(SPEC, Math::sin);
	}

	static SupervisedObjective objective(final LossSpec loss) {
		return new SupervisedObjective(SPEC, loss, 2, SIZE);
	}

	/** Input i: sin(0.37 i); truth i: sin(0.11 i) above 0.5; weight i: 0.75 + 0.25 |cos(0.05 i)|. */
	static Batch batch() {
		final int voxels = 2 * SIZE[0] * SIZE[1] * SIZE[2];
		final float[] input = new float[3 * voxels];
		for (int i = 0; i < input.length; i++) {
			input[i] = (float) Math.sin(0.37 * i);
		}
		final float[] truth = new float[voxels];
		final float[] weight = new float[voxels];
		for (int i = 0; i < voxels; i++) {
			truth[i] = Math.sin(0.11 * i) > 0.5 ? 1 : 0;
			weight[i] = (float) (0.75 + 0.25 * Math.abs(Math.cos(0.05 * i)));
		}
		return new Batch(2, 3, SIZE, input, truth, weight);
	}
}
