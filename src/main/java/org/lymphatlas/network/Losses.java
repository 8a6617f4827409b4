package org.lymphatlas.network;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Losses for two classes as pure functions. Logits are [n, 2, d, h, w]; truth and weights [n, 1, d, h, w]; a loss has the
 * shape [1]. The softmax of two classes is the sigmoid of the logits' difference.
 */
public final class Losses {

	/** Smoothing constant of Dice and Tversky. */
	public static final double SMOOTH = 1e-5;

	private Losses() {
	}

	/**
	 * The loss over all heads, each against the truth at its resolution, weighted 1, 1/2, 1/4 ... normalised to sum 1.
	 *
	 * @param logits finest first
	 * @param truth 1 or 0, at the finest resolution
	 * @param weights of the Dice term, at the finest resolution
	 */
	public static <T> T deeplySupervised(final TensorOps<T> ops, final List<T> logits, final T truth, final T weights,
			final LossSpec spec) {
		return overHeads(ops, logits.size(), h -> {
			final T head = logits.get(h);
			final T headTruth = atHead(ops, truth, head);
			final boolean weighted = h == 0 || spec.weightedHeads() == WeightedHeads.ALL;
			return combined(ops, head, headTruth, weighted ? atHead(ops, weights, head) : ops.affine(headTruth, 0, 1), spec);
		});
	}

	/**
	 * Cross-entropy over all heads as {@link #deeplySupervised}, each voxel weighted.
	 *
	 * @param logits finest first
	 * @param truth 1 or 0, at the finest resolution
	 * @param weights of the voxels, at the finest resolution; 0 leaves a voxel out
	 */
	public static <T> T weightedCrossEntropy(final TensorOps<T> ops, final List<T> logits, final T truth,
			final T weights) {
		return overHeads(ops, logits.size(), h -> {
			final T head = logits.get(h);
			return weightedCrossEntropy(ops, ops.subtract(ops.channel(head, 1), ops.channel(head, 0)), atHead(ops, truth, head),
				atHead(ops, weights, head));
		});
	}

	private static <T> T overHeads(final TensorOps<T> ops, final int heads, final IntFunction<T> lossOfHead) {
		final double[] headWeights = headWeights(heads);
		T total = null;
		for (int h = 0; h < headWeights.length; h++) {
			total = plus(ops, total, lossOfHead.apply(h), headWeights[h]);
		}
		return total;
	}

	/** A field at the resolution of a head: the value at the middle of each tile, as nnU-Net takes it. */
	static <T> T atHead(final TensorOps<T> ops, final T field, final T head) {
		final int[] stride = new int[3];
		for (int a = 0; a < 3; a++) {
			stride[a] = ops.shape(field)[2 + a] / ops.shape(head)[2 + a];
		}
		return Arrays.equals(stride, Layers.ONE) ? field : ops.subsample(field, stride);
	}

	/** 1/2^i, normalised. */
	static double[] headWeights(final int heads) {
		final double[] weights = new double[heads];
		final double sum = 2 - Math.pow(0.5, heads - 1);
		for (int h = 0; h < heads; h++) {
			weights[h] = Math.pow(0.5, h) / sum;
		}
		return weights;
	}

	/** Cross-entropy, Dice and Tversky of one head, as the specification weighs them. */
	static <T> T combined(final TensorOps<T> ops, final T logits, final T truth, final T weights, final LossSpec spec) {
		if (ops.shape(logits)[1] != 2) {
			throw new IllegalArgumentException("The losses are for two classes, not " + ops.shape(logits)[1] + ".");
		}
		final T difference = ops.subtract(ops.channel(logits, 1), ops.channel(logits, 0));
		final T probability = ops.sigmoid(difference);
		T total = null;
		if (spec.ceWeight() > 0) {
			total = plus(ops, total, crossEntropy(ops, difference, truth), spec.ceWeight());
		}
		if (spec.diceWeight() > 0) {
			total = plus(ops, total, dice(ops, probability, truth, weights, spec.form()), spec.diceWeight());
		}
		if (spec.tverskyWeight() > 0) {
			total = plus(ops, total, tversky(ops, probability, truth, spec.tverskyFp(), spec.tverskyFn()),
				spec.tverskyWeight());
		}
		return total;
	}

	static <T> T plus(final TensorOps<T> ops, final T total, final T term, final double weight) {
		final T weighted = ops.affine(term, weight, 0);
		return total == null ? weighted : ops.add(total, weighted);
	}

	/** Mean over all voxels of the squared difference. */
	static <T> T meanSquaredError(final TensorOps<T> ops, final T restored, final T original) {
		final T error = ops.subtract(restored, original);
		return ops.mean(ops.multiply(error, error));
	}

	/** Mean over all voxels of -log of the true class's probability. */
	static <T> T crossEntropy(final TensorOps<T> ops, final T difference, final T truth) {
		return ops.mean(surprise(ops, difference, truth));
	}

	/** Of each voxel, -log of the true class's probability; truth may lie between 0 and 1. */
	static <T> T surprise(final TensorOps<T> ops, final T difference, final T truth) {
		return ops.subtract(ops.softplus(difference), ops.multiply(truth, difference));
	}

	/** Mean over all voxels of weight times -log of the true class's probability. */
	static <T> T weightedCrossEntropy(final TensorOps<T> ops, final T difference, final T truth, final T weights) {
		return ops.mean(ops.multiply(weights, surprise(ops, difference, truth)));
	}

	/** Minus the Dice coefficient of the foreground, summed over the whole batch. */
	static <T> T dice(final TensorOps<T> ops, final T probability, final T truth, final T weights, final DiceForm form) {
		final T overlap = ops.multiply(probability, truth);
		final T numerator;
		final T denominator;
		if (form == DiceForm.LITERAL) {
			numerator = ops.sum(ops.multiply(weights, ops.affine(overlap, 2, SMOOTH)));
			denominator = ops.affine(ops.sum(ops.add(probability, truth)), 1, SMOOTH);
		}
		else {
			numerator = ops.affine(ops.sum(ops.multiply(weights, overlap)), 2, SMOOTH);
			denominator = ops.affine(ops.sum(ops.multiply(weights, ops.add(probability, truth))), 1, SMOOTH);
		}
		return ops.affine(ops.divide(numerator, denominator), -1, 0);
	}

	/** Minus the Dice coefficient of the foreground, summed over the whole batch, all voxels alike. */
	static <T> T dice(final TensorOps<T> ops, final T probability, final T truth) {
		final T numerator = ops.affine(ops.sum(ops.multiply(probability, truth)), 2, SMOOTH);
		return ops.affine(ops.divide(numerator, ops.affine(ops.sum(ops.add(probability, truth)), 1, SMOOTH)), -1, 0);
	}

	/** One minus the Tversky index of the foreground, summed over the whole batch. */
	static <T> T batchTversky(final TensorOps<T> ops, final T probability, final T truth, final double falsePositives,
			final double falseNegatives) {
		return tversky(ops, ops.sum(ops.multiply(probability, truth)), ops.sum(probability), ops.sum(truth), falsePositives,
			falseNegatives);
	}

	/** One minus the Tversky index of the foreground, mean over samples. */
	static <T> T tversky(final TensorOps<T> ops, final T probability, final T truth, final double falsePositives,
			final double falseNegatives) {
		return tversky(ops, ops.sumPerSample(ops.multiply(probability, truth)), ops.sumPerSample(probability), ops
			.sumPerSample(truth), falsePositives, falseNegatives);
	}

	private static <T> T tversky(final TensorOps<T> ops, final T hits, final T predicted, final T truth,
			final double falsePositives, final double falseNegatives) {
		final T false1 = ops.affine(ops.subtract(predicted, hits), falsePositives, 0);
		final T false0 = ops.affine(ops.subtract(truth, hits), falseNegatives, 0);
		final T numerator = ops.affine(hits, 1, SMOOTH);
		final T index = ops.divide(numerator, ops.add(numerator, ops.add(false1, false0)));
		return ops.affine(ops.mean(index), -1, 1);
	}
}
