package org.lymphatlas.network.dl4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.Losses;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Unet;

/** What training a network takes outside the heap, before anything is allocated. */
final class TrainingMemory {

	private TrainingMemory() {
	}

	/** Weights, momentum and what a training step with the loss of all three terms needs. */
	static long bytes(final NetworkSpec spec, final int batch, final int[] patchZyx, final Layout layout) {
		final Recorder recorder = new Recorder(layout);
		final Map<String, Variable> leaves = new LinkedHashMap<>();
		Unet.parameterShapes(spec).forEach((name, shape) -> leaves.put(name, recorder.leaf(shape)));
		final Variable input = recorder.leaf(batch, spec.inputChannels(), patchZyx[0], patchZyx[1], patchZyx[2]);
		final List<Variable> heads = Unet.forward(recorder, input, leaves::get, spec);
		final List<Variable> truth = new ArrayList<>();
		final List<Variable> weights = new ArrayList<>();
		for (final Variable head : heads) {
			final int[] shape = head.shape().clone();
			shape[1] = 1;
			truth.add(recorder.leaf(shape));
			weights.add(recorder.leaf(shape));
		}
		final Variable loss = Losses.deeplySupervised(recorder, heads, truth, weights, LossSpec.paperA());
		final Program program = recorder.program(loss, heads.get(0));
		return MemoryEstimate.trainingBytes(program, List.copyOf(leaves.values())) + Float.BYTES * values(leaves);
	}

	private static long values(final Map<String, Variable> leaves) {
		return leaves.values().stream().mapToLong(leaf -> Tensor.length(leaf.shape())).sum();
	}
}
