package org.lymphatlas.network.dl4j;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a program: forward, and by reverse accumulation backward. Arrays come from a pool and go back after their last use.
 * Leaves belong to the caller.
 */
final class Execution {

	private final Program program;
	private final ArrayPool pool;
	private final int[] lastReader;
	private final boolean[] produced;
	private final DeviceArray[] values;

	Execution(final Program program, final ArrayPool pool) {
		this.program = program;
		this.pool = pool;
		lastReader = program.lastReaders();
		produced = program.produced();
		values = new DeviceArray[program.variables()];
	}

	/** Gives a leaf its values; they are read at each run. */
	void set(final Variable leaf, final DeviceArray array) {
		if (produced[leaf.id()] || !Arrays.equals(leaf.shape(), array.shape())) {
			throw new IllegalArgumentException("An array of shape " + Arrays.toString(array.shape())
				+ " was given where the program has " + Arrays.toString(leaf.shape()) + ".");
		}
		values[leaf.id()] = array;
	}

	/** An output's values, valid until {@link #release()}. */
	DeviceArray value(final Variable output) {
		return values[output.id()];
	}

	/** Computes all variables; keeps what the backward run will need if there is to be one. */
	void forward(final boolean forBackward) {
		final boolean[] kept = program.kept(forBackward);
		final List<Instruction> instructions = program.instructions();
		for (int i = 0; i < instructions.size(); i++) {
			final Instruction instruction = instructions.get(i);
			final DeviceArray[] inputs = inputs(instruction);
			final Variable first = instruction.inputs().get(0);
			final Variable output = instruction.output();
			final boolean overwrite = instruction.kernel().mayOverwriteFirstInput() && dies(first, i, kept)
				&& instruction.inputs().lastIndexOf(first) == 0;
			values[output.id()] = overwrite ? inputs[0] : pool.take(output.shape());
			instruction.kernel().forward(inputs, values[output.id()]);
			if (overwrite) {
				values[first.id()] = null;
			}
			for (final Variable input : instruction.inputs()) {
				if (values[input.id()] != null && dies(input, i, kept)) {
					free(input);
				}
			}
		}
	}

	private boolean dies(final Variable variable, final int instruction, final boolean[] kept) {
		return produced[variable.id()] && !kept[variable.id()] && lastReader[variable.id()] == instruction;
	}

	/**
	 * After a forward run: the derivatives of a sum of outputs' values with respect to the wanted leaves. Frees everything else that the
	 * forward run kept, but for the outputs. The caller gives the gradients back to the pool.
	 *
	 * @param seeds the derivative with respect to each output that counts; owned by the caller
	 * @return by leaf's number; a leaf on which nothing depends has none
	 */
	Map<Integer, DeviceArray> backward(final Map<Variable, DeviceArray> seeds, final List<Variable> wanted) {
		final DeviceArray[] gradients = new DeviceArray[program.variables()];
		seeds.forEach((output, seed) -> {
			gradients[output.id()] = pool.take(output.shape());
			Floats.copy(seed, gradients[output.id()]);
		});
		final boolean[] needed = program.needed(wanted);
		final List<Instruction> instructions = program.instructions();
		for (int i = instructions.size() - 1; i >= 0; i--) {
			final Instruction instruction = instructions.get(i);
			final Variable output = instruction.output();
			final DeviceArray gradient = gradients[output.id()];
			gradients[output.id()] = null;
			if (gradient != null && needed[output.id()]) {
				backward(instruction, gradient, gradients, needed);
			}
			else if (gradient != null) {
				pool.give(gradient);
			}
			if (values[output.id()] != null && !program.outputs().contains(output)) {
				free(output);
			}
		}
		final Map<Integer, DeviceArray> result = new HashMap<>();
		for (final Variable leaf : wanted) {
			if (gradients[leaf.id()] != null) {
				result.put(leaf.id(), gradients[leaf.id()]);
			}
		}
		return result;
	}

	private void backward(final Instruction instruction, final DeviceArray gradient, final DeviceArray[] gradients,
			final boolean[] needed) {
		final List<Variable> inputs = instruction.inputs();
		final boolean overwrite = program.overwritesGradient(instruction, needed) && gradients[inputs.get(0).id()] == null;
		final DeviceArray[] inputGradients = new DeviceArray[inputs.size()];
		for (int k = 0; k < inputGradients.length; k++) {
			if (k == 0 && overwrite) {
				inputGradients[k] = gradient;
			}
			else if (needed[inputs.get(k).id()] || instruction.kernel().fillsAllGradients()) {
				inputGradients[k] = pool.take(inputs.get(k).shape());
			}
		}
		instruction.kernel().backward(inputs(instruction), values[instruction.output().id()], gradient, inputGradients);
		for (int k = 0; k < inputGradients.length; k++) {
			collect(inputs.get(k), inputGradients[k], gradients, needed);
		}
		if (!overwrite) {
			pool.give(gradient);
		}
	}

	/** Keeps a gradient, adds it to what was kept before, or gives it back. */
	private void collect(final Variable input, final DeviceArray gradient, final DeviceArray[] gradients,
			final boolean[] needed) {
		if (needed[input.id()] && gradients[input.id()] == null) {
			gradients[input.id()] = gradient;
		}
		else if (gradient != null) {
			if (needed[input.id()]) {
				Floats.addTo(gradients[input.id()], gradient);
			}
			pool.give(gradient);
		}
	}

	/** Gives all arrays of the last run back. */
	void release() {
		for (final Instruction instruction : program.instructions()) {
			if (values[instruction.output().id()] != null) {
				free(instruction.output());
			}
		}
	}

	private void free(final Variable variable) {
		pool.give(values[variable.id()]);
		values[variable.id()] = null;
	}

	private DeviceArray[] inputs(final Instruction instruction) {
		return instruction.inputs().stream().map(v -> values[v.id()]).toArray(DeviceArray[]::new);
	}
}
