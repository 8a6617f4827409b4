package org.lymphatlas.network.dl4j;

import java.util.Arrays;
import java.util.List;

/**
 * What a network does on one shape of input.
 *
 * @param instructions in order of execution
 * @param variables how many variables there are, numbered from 0
 * @param outputs variables whose values are wanted after a run
 */
record Program(List<Instruction> instructions, int variables, List<Variable> outputs) {

	/** For each variable the last instruction that reads it when running forward; -1 for none. */
	int[] lastReaders() {
		final int[] last = new int[variables];
		Arrays.fill(last, -1);
		for (int i = 0; i < instructions.size(); i++) {
			for (final Variable input : instructions.get(i).inputs()) {
				last[input.id()] = i;
			}
		}
		return last;
	}

	/** For each variable whether its values must outlive the forward run. */
	boolean[] kept(final boolean forBackward) {
		final boolean[] kept = new boolean[variables];
		outputs.forEach(output -> kept[output.id()] = true);
		if (forBackward) {
			for (final Instruction instruction : instructions) {
				kept[instruction.output().id()] |= instruction.kernel().keepsOutput();
				for (int k = 0; k < instruction.inputs().size(); k++) {
					kept[instruction.inputs().get(k).id()] |= instruction.kernel().keepsInput(k);
				}
			}
		}
		return kept;
	}

	/** For each variable whether an instruction writes it; the others are leaves. */
	boolean[] produced() {
		final boolean[] produced = new boolean[variables];
		instructions.forEach(instruction -> produced[instruction.output().id()] = true);
		return produced;
	}

	/** For each variable whether the wanted leaves have an influence on it; true for these leaves too. */
	boolean[] needed(final List<Variable> wanted) {
		final boolean[] needed = new boolean[variables];
		wanted.forEach(leaf -> needed[leaf.id()] = true);
		for (final Instruction instruction : instructions) {
			for (final Variable input : instruction.inputs()) {
				needed[instruction.output().id()] |= needed[input.id()];
			}
		}
		return needed;
	}

	/** Whether the gradient of an instruction's first input may take the place of its output's. */
	boolean overwritesGradient(final Instruction instruction, final boolean[] needed) {
		final Variable first = instruction.inputs().get(0);
		return instruction.kernel().mayOverwriteGradient() && needed[first.id()] && instruction.inputs().lastIndexOf(
			first) == 0;
	}
}
