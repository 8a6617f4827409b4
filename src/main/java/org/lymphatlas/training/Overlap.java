package org.lymphatlas.training;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Evaluation;
import org.lymphatlas.network.Tensor;

/** Counts, over batches, the voxels that are nodes, that the network says are, and both. */
final class Overlap {

	private long both;
	private long truth;
	private long predicted;

	/** @param evaluation whose logits are those of two classes */
	void add(final Batch batch, final Evaluation evaluation) {
		final float[] logits = evaluation.logits();
		final int voxels = (int) Tensor.length(batch.sizeZyx());
		for (int n = 0; n < batch.n(); n++) {
			for (int i = 0; i < voxels; i++) {
				final boolean isNode = batch.target()[n * voxels + i] > 0;
				final boolean saysNode = logits[(2 * n + 1) * voxels + i] > logits[2 * n * voxels + i];
				if (isNode) truth++;
				if (saysNode) predicted++;
				if (isNode && saysNode) both++;
			}
		}
	}

	/** 1 when there is neither truth nor prediction. */
	double dice() {
		return truth + predicted == 0 ? 1 : 2.0 * both / (truth + predicted);
	}
}
