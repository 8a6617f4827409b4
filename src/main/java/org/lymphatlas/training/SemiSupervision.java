package org.lymphatlas.training;

import java.util.Arrays;

import org.lymphatlas.atlas.LoweredThreshold;

/** Whether and how a teacher's predictions on cases without annotation become labels (paper A, section 3.5). */
public enum SemiSupervision {

	/** Annotated cases alone. */
	NONE {
		@Override
		PseudoLabels labels(final float[] probability, final float[] atlasProbability, final double doneShare) {
			throw new IllegalStateException("Supervised training has no pseudo-labels");
		}
	},

	/**
	 * The likelier class where the teacher is sure: voxels whose entropy lies above the percentile 100 - 20 (1 - epoch /
	 * epochs) of the batch are left out, and the others count total/kept times as much (Wang et al. 2022).
	 */
	ENTROPY {
		@Override
		PseudoLabels labels(final float[] probability, final float[] atlasProbability, final double doneShare) {
			final float[] entropy = new float[probability.length];
			final float[] label = new float[probability.length];
			for (int i = 0; i < entropy.length; i++) {
				entropy[i] = entropy(probability[i]);
				label[i] = probability[i] > 0.5f ? 1 : 0;
			}
			final double limit = percentile(entropy, 100 - DROPPED_AT_FIRST * (1 - doneShare));
			int kept = 0;
			for (final float h : entropy)
				if (h <= limit) kept++;
			final double share = (double) kept / entropy.length;
			final float[] weight = new float[entropy.length];
			for (int i = 0; i < weight.length; i++)
				weight[i] = entropy[i] <= limit ? (float) (1 / (share * share)) : 0;
			return new PseudoLabels(label, weight);
		}
	},

	/** All voxels, with paper A's post-processing: the threshold falls where the atlas expects nodes, so that nodes grow. */
	ATLAS {
		@Override
		PseudoLabels labels(final float[] probability, final float[] atlasProbability, final double doneShare) {
			final LoweredThreshold threshold = new LoweredThreshold(SUBMITTED_THRESHOLD);
			final float[] label = new float[probability.length];
			final float[] weight = new float[probability.length];
			for (int i = 0; i < label.length; i++)
				label[i] = threshold.isNode(probability[i], Math.max(0, Math.min(1, atlasProbability[i]))) ? 1 : 0;
			Arrays.fill(weight, 1);
			return new PseudoLabels(label, weight);
		}
	};

	/** Percent of the voxels that are left out in the first epoch. */
	private static final double DROPPED_AT_FIRST = 20;
	/** Paper A's, of its submission. */
	private static final double SUBMITTED_THRESHOLD = 0.3;

	/**
	 * What the student is to learn from a batch without annotation.
	 *
	 * @param label 1 for a node's voxel, 0 elsewhere
	 * @param weight of each voxel in a loss that is the mean over all voxels: with a share s of the voxels kept, the mean
	 *          over the kept ones times total/kept is the mean over all with the weight 1 / s^2
	 */
	record PseudoLabels(float[] label, float[] weight) {}

	/**
	 * @param probability of a node that the teacher gives each voxel of a batch
	 * @param atlasProbability in [0, 1], as long
	 * @param doneShare epochs done, as a share of all
	 */
	abstract PseudoLabels labels(float[] probability, float[] atlasProbability, double doneShare);

	/** Of the two classes, in nats. */
	static float entropy(final float probability) {
		final double p = probability, q = 1 - p;
		return (float) -((p > 0 ? p * Math.log(p) : 0) + (q > 0 ? q * Math.log(q) : 0));
	}

	/** Linear between ranks, as NumPy. Sorts a copy. */
	static double percentile(final float[] values, final double percent) {
		final float[] sorted = values.clone();
		Arrays.parallelSort(sorted);
		final double rank = percent / 100 * (sorted.length - 1);
		final int low = (int) Math.floor(rank);
		final double a = sorted[low], b = sorted[Math.min(low + 1, sorted.length - 1)];
		return a + (rank - low) * (b - a);
	}
}
