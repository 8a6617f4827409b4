package org.lymphatlas.network.dl4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.lymphatlas.network.Tensor;

/** What a run takes outside the heap, found by walking through the program as {@link Execution} does, without running it. */
final class MemoryEstimate {

	private final Program program;
	private final boolean[] kept;
	private final int[] lastReader;
	private final boolean[] held;
	private final boolean[] gradients;
	/** Arrays of each length that are free, as in {@link ArrayPool}. */
	private final Map<Long, Integer> free = new HashMap<>();
	private long values;
	private long scratch;

	private MemoryEstimate(final Program program, final boolean training) {
		this.program = program;
		kept = program.kept(training);
		lastReader = program.lastReaders();
		held = new boolean[program.variables()];
		gradients = new boolean[program.variables()];
	}

	/**
	 * @param arrays leaves and the pool's arrays: exact
	 * @param scratch what the neediest kernel takes for itself
	 */
	record Bytes(long arrays, long scratch) {

		long all() {
			return arrays + scratch;
		}
	}

	/** The leaves, the pool's arrays after a forward run, and what the neediest kernel takes for itself. */
	static long forwardBytes(final Program program) {
		final MemoryEstimate estimate = new MemoryEstimate(program, false);
		estimate.leaves();
		estimate.forward();
		return Float.BYTES * (estimate.values + estimate.scratch);
	}

	/** The same with the backward run after it, for a gradient of the first output with respect to the wanted leaves. */
	static Bytes training(final Program program, final List<Variable> wanted) {
		final MemoryEstimate estimate = new MemoryEstimate(program, true);
		estimate.leaves();
		estimate.forward();
		estimate.backward(program.needed(wanted));
		return new Bytes(Float.BYTES * estimate.values, Float.BYTES * estimate.scratch);
	}

	private void leaves() {
		final boolean[] produced = program.produced();
		final boolean[] counted = new boolean[program.variables()];
		for (final Instruction instruction : program.instructions()) {
			for (final Variable input : instruction.inputs()) {
				if (!produced[input.id()] && !counted[input.id()]) {
					counted[input.id()] = true;
					values += Tensor.length(input.shape());
				}
			}
		}
	}

	private void forward() {
		for (int i = 0; i < program.instructions().size(); i++) {
			final Instruction instruction = program.instructions().get(i);
			final Variable first = instruction.inputs().get(0);
			if (instruction.kernel().mayOverwriteFirstInput() && dies(first, i)
				&& instruction.inputs().lastIndexOf(first) == 0) {
				held[first.id()] = false;
			}
			else {
				take(instruction.output());
			}
			held[instruction.output().id()] = true;
			for (final Variable input : instruction.inputs()) {
				if (dies(input, i)) {
					held[input.id()] = false;
					give(input);
				}
			}
			scratch = Math.max(scratch, instruction.kernel().scratchValues(instruction.inputs(), instruction.output()));
		}
	}

	private boolean dies(final Variable variable, final int instruction) {
		return held[variable.id()] && !kept[variable.id()] && lastReader[variable.id()] == instruction;
	}

	private void backward(final boolean[] needed) {
		final Variable seed = program.outputs().get(0);
		take(seed);
		gradients[seed.id()] = true;
		for (int i = program.instructions().size() - 1; i >= 0; i--) {
			final Instruction instruction = program.instructions().get(i);
			final Variable output = instruction.output();
			if (gradients[output.id()]) {
				backward(instruction, needed);
			}
			if (held[output.id()] && !program.outputs().contains(output)) {
				give(output);
			}
		}
	}

	private void backward(final Instruction instruction, final boolean[] needed) {
		final List<Variable> inputs = instruction.inputs();
		final boolean overwrite = program.overwritesGradient(instruction, needed) && !gradients[inputs.get(0).id()];
		final boolean[] taken = new boolean[inputs.size()];
		for (int k = 0; k < taken.length; k++) {
			taken[k] = !(k == 0 && overwrite) && (needed[inputs.get(k).id()] || instruction.kernel().fillsAllGradients());
			if (taken[k]) {
				take(inputs.get(k));
			}
		}
		for (int k = 0; k < taken.length; k++) {
			final Variable input = inputs.get(k);
			if (needed[input.id()] && !gradients[input.id()]) {
				gradients[input.id()] = true;
			}
			else if (taken[k]) {
				give(input);
			}
		}
		if (!overwrite) {
			give(instruction.output());
		}
		scratch = Math.max(scratch, instruction.kernel().backwardScratchValues(instruction.inputs(), instruction.output()));
	}

	private void take(final Variable variable) {
		final long length = Tensor.length(variable.shape());
		final int fitting = free.getOrDefault(length, 0);
		if (fitting == 0) {
			values += length;
		}
		else {
			free.put(length, fitting - 1);
		}
	}

	private void give(final Variable variable) {
		free.merge(Tensor.length(variable.shape()), 1, Integer::sum);
	}
}
