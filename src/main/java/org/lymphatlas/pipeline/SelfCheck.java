package org.lymphatlas.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Random;

import org.lymphatlas.network.Device;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.nnunet.NnunetModel;
import org.lymphatlas.network.nnunet.NnunetPlan;
import org.lymphatlas.volume.InputException;

/**
 * One patch of noise through an imported network's first fold: does it run here, how long, with how much memory.
 *
 * @param engine and device that ran it
 * @param patch its size z, y, x
 * @param seconds of a pass
 * @param networkMb memory that the engine says the patch takes, MB
 * @param peakMb largest resident memory of the process meanwhile, MB
 * @param classes names of the outputs
 */
record SelfCheck(String engine, int[] patch, double seconds, double networkMb, double peakMb, List<String> classes) {

	private static final int SLAB = 8;

	/** @throws InputException if the network's outputs are not finite */
	static SelfCheck of(final NnunetModel model, final Engines.Ready ready) {
		final NnunetPlan plan = model.plan();
		final float[] noise = new float[(int) (Tensor.length(plan.patch()) * plan.channels().size())];
		final Random random = new Random(1);
		for (int i = 0; i < noise.length; i++)
			noise[i] = (float) random.nextGaussian();
		try (PeakMemory memory = new PeakMemory();
				Predictor predictor = ready.engine().predictor(plan.network(), model.weights().apply(0), Device.AUTO))
		{
			predictor.logits(noise, plan.patch(), SLAB, (z, slices, logits) -> requireFinite(logits));
			// The second pass is as fast as all that follow.
			final long start = System.nanoTime();
			predictor.logits(noise, plan.patch(), SLAB, (z, slices, logits) -> requireFinite(logits));
			return new SelfCheck(ready.engine().name() + " on " + ready.probe().device(), plan.patch(), (System.nanoTime() -
				start) * 1e-9, predictor.predictedBytes(plan.patch()) / 1e6, memory.peakMb(), model.classes());
		}
	}

	private static void requireFinite(final float[] logits) {
		for (final float logit : logits)
			if (!Float.isFinite(logit)) throw new InputException("The imported network gives " + logit +
				" for a patch of noise: its weights are damaged, or not those of this plan");
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "one patch of %dx%dx%d takes %.1f s and %.0f MB (%s); %s", patch[0], patch[1],
			patch[2], seconds, networkMb, engine, classes.size() == 1 ? "1 class: " + classes.get(0) : classes.size() +
				" classes: " + String.join(", ", classes.subList(0, Math.min(6, classes.size()))) + (classes.size() > 6 ? ", ..."
					: ""));
	}
}
