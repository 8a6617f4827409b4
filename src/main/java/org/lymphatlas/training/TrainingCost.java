package org.lymphatlas.training;

import java.util.Locale;

import org.lymphatlas.network.NetworkEngine;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.SemiSupervisedObjective;

/**
 * What a plan will take, told before anything starts.
 *
 * @param networkBytes most memory outside Java's heap
 * @param secondsPerStep of one training step
 */
public record TrainingCost(long networkBytes, double secondsPerStep) {

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

	/** @param gflops measured speed of convolutions, see {@link org.lymphatlas.network.Probe} */
	public static TrainingCost of(final TrainingPlan plan, final TrainingPreset preset, final NetworkEngine engine,
		final double gflops)
	{
		final Objective objective = preset.learning().objective(plan.network(), plan.batch(), plan.patchZyx());
		final long teacher = objective instanceof SemiSupervisedObjective ? plan.network().multiplyAdds(plan.batch(), plan
			.patchZyx()) : 0;
		final double flops = 2.0 * (PASSES * objective.multiplyAdds() + teacher);
		return new TrainingCost(engine.trainingBytes(objective), (1 + BESIDES) * flops / (gflops * 1e9));
	}

	/** Of an epoch with its validation. */
	public double secondsPerEpoch(final int iterations, final int validationIterations) {
		return secondsPerStep * (iterations + VALIDATION_SHARE * validationIterations);
	}

	/** One line for the log. */
	public String sentence(final int epochs, final int iterations, final int validationIterations) {
		final double epoch = secondsPerEpoch(iterations, validationIterations);
		return String.format(Locale.ROOT, "about %.1f GB for the network, %s a step, %s an epoch, %s in all", networkBytes / 1e9,
			duration(secondsPerStep), duration(epoch), duration(epochs * epoch));
	}

	private static String duration(final double seconds) {
		if (seconds < 120) return String.format(Locale.ROOT, "%.3g s", seconds);
		return seconds < 7200 ? String.format(Locale.ROOT, "%.0f min", seconds / 60) : String.format(Locale.ROOT, "%.1f h",
			seconds / 3600);
	}
}
