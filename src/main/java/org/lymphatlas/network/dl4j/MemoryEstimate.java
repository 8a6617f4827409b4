package org.lymphatlas.network.dl4j;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import org.lymphatlas.network.Tensor;

/** What a forward run takes, found by walking through the program without running it. */
final class MemoryEstimate {

	private MemoryEstimate() {
	}

	/**
	 * The leaves, the pool's arrays after a forward run, and what the neediest kernel takes for itself. The Java heap is not
	 * counted.
	 */
	static long bytes(final Program program) {
		final int[] lastReader = program.lastReaders();
		final boolean[] kept = program.kept(false);
		final boolean[] produced = new boolean[program.variables()];
		final boolean[] counted = new boolean[program.variables()];
		final Map<Long, Deque<Long>> free = new HashMap<>();
		long values = 0;
		long scratch = 0;
		for (int i = 0; i < program.instructions().size(); i++) {
			final Instruction instruction = program.instructions().get(i);
			final long output = Tensor.length(instruction.output().shape());
			for (final Variable input : instruction.inputs()) {
				final long length = Tensor.length(input.shape());
				if (!produced[input.id()] && !counted[input.id()]) {
					counted[input.id()] = true;
					values += length;
				}
			}
			final Variable first = instruction.inputs().get(0);
			final boolean overwrite = instruction.kernel().mayOverwriteFirstInput() && produced[first.id()]
				&& !kept[first.id()] && lastReader[first.id()] == i;
			final Deque<Long> fitting = free.computeIfAbsent(output, length -> new ArrayDeque<>());
			if (!overwrite && fitting.poll() == null) {
				values += output;
			}
			produced[instruction.output().id()] = true;
			for (final Variable input : instruction.inputs()) {
				if (produced[input.id()] && !kept[input.id()] && lastReader[input.id()] == i
					&& !(overwrite && input.equals(first))) {
					final long length = Tensor.length(input.shape());
					free.computeIfAbsent(length, key -> new ArrayDeque<>()).push(length);
				}
			}
			scratch = Math.max(scratch, instruction.kernel().scratchValues(instruction.inputs(), instruction.output()));
		}
		return Float.BYTES * (values + scratch);
	}
}
