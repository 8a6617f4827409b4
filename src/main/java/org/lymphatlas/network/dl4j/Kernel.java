package org.lymphatlas.network.dl4j;

import java.util.List;

/**
 * One operation of a program with its derivative. A kernel may keep small numbers of the last forward run for the backward
 * run, so it belongs to one program and one thread of control.
 */
interface Kernel {

	/** Fills the output. */
	void forward(DeviceArray[] inputs, DeviceArray output);

	/**
	 * Fills the gradients of the inputs that are asked for.
	 *
	 * @param inputs those that {@link #keepsInput} names, null elsewhere
	 * @param output the output if {@link #keepsOutput}, else null
	 * @param gradient of the loss with respect to the output
	 * @param inputGradients to be overwritten; null for inputs that need none, unless {@link #fillsAllGradients}
	 */
	void backward(DeviceArray[] inputs, DeviceArray output, DeviceArray gradient, DeviceArray[] inputGradients);

	/** Whether the backward run needs the values of an input. */
	boolean keepsInput(int index);

	/** Whether the backward run needs the values of the output. */
	default boolean keepsOutput() {
		return false;
	}

	/** How many values it needs for itself while it runs, outside the heap. */
	default long scratchValues(final List<Variable> inputs, final Variable output) {
		return 0;
	}

	/** The same of the backward run. */
	default long backwardScratchValues(final List<Variable> inputs, final Variable output) {
		return scratchValues(inputs, output);
	}

	/** Whether the output may lie in the first input's memory. */
	default boolean mayOverwriteFirstInput() {
		return false;
	}

	/** Whether the gradient of the first input may lie in the memory of the output's. */
	default boolean mayOverwriteGradient() {
		return false;
	}

	/** Whether the backward run needs room for the gradients of all inputs, wanted or not. */
	default boolean fillsAllGradients() {
		return false;
	}
}
