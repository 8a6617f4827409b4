package org.lymphatlas.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.DualBranchObjective;
import org.lymphatlas.network.Tensor;

/**
 * Patches whose annotation lacks nodes. With each batch come the mixture of the branches that makes its pseudo label,
 * drawn evenly (paper B, equation 6), the channels that dropout leaves, the weight of the pseudo label (equation 11),
 * and where that counts, whose annotation is partial.
 *
 * @param epochs of the whole run
 */
record PartiallyAnnotated(DualBranchObjective objective, Learning.Partial learning, PatchSampler sampler, int epochs,
	long seed) implements Supervision
{

	/** Sets these draws apart from those of the patches. */
	private static final long STREAM = 0xd0a1;

	@Override
	public Batch draw(final int epoch, final long index) {
		final RandomGenerator random = RandomStreams.at(seed, STREAM, index);
		final Map<String, int[]> shapes = objective.inputs();
		final Map<String, Tensor> drawn = new LinkedHashMap<>();
		final float share = random.nextFloat();
		drawn.put(DualBranchObjective.MAIN_SHARE, filled(shapes.get(DualBranchObjective.MAIN_SHARE), share));
		drawn.put(DualBranchObjective.AUXILIARY_SHARE, filled(shapes.get(DualBranchObjective.AUXILIARY_SHARE), 1 - share));
		drawn.put(DualBranchObjective.PSEUDO_WEIGHT, filled(shapes.get(DualBranchObjective.PSEUDO_WEIGHT), (float) learning
			.pseudoWeight(epoch, epochs)));
		if (shapes.containsKey(DualBranchObjective.PARTIAL)) drawn.put(DualBranchObjective.PARTIAL, partial(shapes.get(
			DualBranchObjective.PARTIAL), epoch, index));
		objective.dropout().rates().forEach((name, rate) -> drawn.put(name, Dropout.mask(shapes.get(name), rate, random)));
		return sampler.batch(epoch, index).with(drawn);
	}

	/** Which patches are of cases whose annotation is partial. */
	private Tensor partial(final int[] shape, final int epoch, final long index) {
		final Tensor partial = Tensor.zeros(shape);
		for (int slot = 0; slot < shape[0]; slot++)
			if (sampler.place(epoch, index, slot).source().annotation() == Annotation.PARTIAL) partial.values()[slot] = 1;
		return partial;
	}

	private static Tensor filled(final int[] shape, final float value) {
		final float[] values = new float[(int) Tensor.length(shape)];
		Arrays.fill(values, value);
		return new Tensor(shape, values);
	}
}
