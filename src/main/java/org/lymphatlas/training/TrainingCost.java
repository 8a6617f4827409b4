package org.lymphatlas.training;

import java.util.Locale;

import org.lymphatlas.network.NetworkEngine;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.SemiSupervisedObjective;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.volume.InputException;

/**
 * What a plan will take, told before anything starts.
 *
 * @param networkBytes most memory outside Java's heap
 * @param batchBytes of the batches that wait on Java's heap and the one that is learnt from, dropout's factors with them
 * @param secondsPerStep of one training step
 */
public record TrainingCost(long networkBytes, long batchBytes, double secondsPerStep) {

	/**
	 * A step goes forward once, and backward once for the input's gradient and once for the weights'. In a semi-supervised
	 * one the teacher goes forward as well.
	 */
	private static final int PASSES = 3;
	/**
	 * What comes on top of the convolutions at the probe's speed, as a share of their time: norms, activations, losses, and
	 * that convolutions of few channels are slower. Steps took about twice the convolutions' time; on a machine with
	 * other work more.
	 */
	private static final double BESIDES = 1;
	/** A validation batch goes forward only. */
	private static final double VALIDATION_SHARE = 1.0 / PASSES;
	/** The rest is for classes, the atlas and what patches are cut with. */
	private static final double MAX_HEAP_SHARE = 0.8;

	/** @param gflops measured speed of convolutions, see {@link org.lymphatlas.network.Probe} */
	public static TrainingCost of(final TrainingPlan plan, final TrainingPreset preset, final NetworkEngine engine,
		final double gflops)
	{
		final Objective objective = preset.learning().objective(plan.network(), plan.batch(), plan.patchZyx());
		final long teacher = objective instanceof SemiSupervisedObjective ? plan.network().multiplyAdds(plan.batch(), plan
			.patchZyx()) : 0;
		final double flops = 2.0 * (PASSES * objective.multiplyAdds() + teacher);
		return new TrainingCost(engine.trainingBytes(objective), batchBytes(objective), (1 + BESIDES) * flops / (gflops *
			1e9));
	}

	private static long batchBytes(final Objective objective) {
		return (TrainingLoop.BATCHES_AHEAD + 1) * Float.BYTES * objective.inputs().values().stream().mapToLong(Tensor::length)
			.sum();
	}

	/** @throws InputException if Java's heap cannot hold the batches, with what would help */
	public void requireHeap(final long heapBytes) {
		if (batchBytes > MAX_HEAP_SHARE * heapBytes) throw new InputException(String.format(Locale.ROOT,
			"The batches of this plan take about %.1f GB of Java's heap, which may grow to %.1f GB: take smaller patches or " +
				"batches, leave encoderDropout out if it is on, or give Java more (-Xmx)", batchBytes / 1e9, heapBytes / 1e9));
	}

	/** Of an epoch with its validation. */
	public double secondsPerEpoch(final int iterations, final int validationIterations) {
		return secondsPerStep * (iterations + VALIDATION_SHARE * validationIterations);
	}

	/** One line for the log. */
	public String sentence(final int epochs, final int iterations, final int validationIterations) {
		final double epoch = secondsPerEpoch(iterations, validationIterations);
		return String.format(Locale.ROOT, "about %.1f GB for the network, %.1f GB for batches, %s a step, %s an epoch, %s in all",
			networkBytes / 1e9, batchBytes / 1e9, duration(secondsPerStep), duration(epoch), duration(epochs * epoch));
	}

	private static String duration(final double seconds) {
		if (seconds < 120) return String.format(Locale.ROOT, "%.3g s", seconds);
		return seconds < 7200 ? String.format(Locale.ROOT, "%.0f min", seconds / 60) : String.format(Locale.ROOT, "%.1f h",
			seconds / 3600);
	}
}
