package org.lymphatlas.network.dl4j;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import org.lymphatlas.network.Tensor;

/** What a forward run takes, found by walking through the program without running it. */
final class MemoryEstimate {

	/** oneDNN's own layouts hold channels in blocks of up to so many. */
	private static final int CHANNEL_BLOCK = 16;

	private MemoryEstimate() {
	}

	/**
	 * The leaves, the pool's arrays after a forward run, and twice what the largest convolution needs for its own reordered
	 * copies of input and output (measured: the C library is slow to return the last one's). The Java heap is not counted.
	 */
	static long bytes(final Program program) {
		final int[] lastReader = program.lastReaders();
		final boolean[] kept = program.kept(false);
		final boolean[] produced = new boolean[program.variables()];
		final boolean[] counted = new boolean[program.variables()];
		final Map<Long, Deque<Long>> free = new HashMap<>();
		long values = 0;
		long largest = 0;
		for (int i = 0; i < program.instructions().size(); i++) {
			final Instruction instruction = program.instructions().get(i);
			final long output = Tensor.length(instruction.output().shape());
			long reordered = inBlocks(instruction.output());
			for (final Variable input : instruction.inputs()) {
				final long length = Tensor.length(input.shape());
				reordered += inBlocks(input);
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
			largest = Math.max(largest, instruction.kernel() instanceof ConvolutionKernel ? reordered : 0);
		}
		return Float.BYTES * (values + 2 * largest);
	}

	private static long inBlocks(final Variable variable) {
		final int[] shape = variable.shape().clone();
		if (shape.length == 5) {
			shape[1] = (shape[1] + CHANNEL_BLOCK - 1) / CHANNEL_BLOCK * CHANNEL_BLOCK;
		}
		return Tensor.length(shape);
	}
}
