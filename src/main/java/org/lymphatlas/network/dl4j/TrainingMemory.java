package org.lymphatlas.network.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.lymphatlas.network.Objective;
import org.lymphatlas.network.Tensor;

/** What training takes outside the heap, before anything is allocated. */
final class TrainingMemory {

	private TrainingMemory() {
	}

	/** Weights, momentum and what a training step needs. */
	static MemoryEstimate.Bytes bytes(final Objective objective, final Layout layout) {
		final Recorder recorder = new Recorder(layout);
		final Map<String, Variable> leaves = leaves(recorder, objective.parameters());
		final Objective.Outcome<Variable> outcome = objective.apply(recorder, leaves(recorder, objective.inputs()),
			leaves::get);
		final Program program = recorder.program(outcome.loss(), recorder.channelsFirst(outcome.logits()));
		final MemoryEstimate.Bytes step = MemoryEstimate.training(program, List.copyOf(leaves.values()));
		return new MemoryEstimate.Bytes(step.arrays() + Float.BYTES * values(leaves), step.scratch());
	}

	private static Map<String, Variable> leaves(final Recorder recorder, final Map<String, int[]> shapes) {
		final Map<String, Variable> leaves = new LinkedHashMap<>();
		shapes.forEach((name, shape) -> leaves.put(name, recorder.leaf(shape)));
		return leaves;
	}

	private static long values(final Map<String, Variable> leaves) {
		return leaves.values().stream().mapToLong(leaf -> Tensor.length(leaf.shape())).sum();
	}
}
