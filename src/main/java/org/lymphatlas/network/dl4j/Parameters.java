package org.lymphatlas.network.dl4j;

import java.util.LinkedHashMap;
import java.util.Map;

import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Weights;

/** A network's parameters as arrays outside the heap, by name. */
final class Parameters implements AutoCloseable {

	private final Map<String, DeviceArray> arrays = new LinkedHashMap<>();

	Parameters(final Weights weights) {
		weights.tensors().forEach((name, tensor) -> arrays.put(name, DeviceArray.of(tensor)));
	}

	/** Leaves of the same names and shapes for a program. */
	Map<String, Variable> leaves(final Recorder recorder) {
		final Map<String, Variable> leaves = new LinkedHashMap<>();
		arrays.forEach((name, array) -> leaves.put(name, recorder.leaf(array.shape())));
		return leaves;
	}

	/** Sets leaves made by {@link #leaves}. */
	void bind(final Execution execution, final Map<String, Variable> leaves) {
		leaves.forEach((name, leaf) -> execution.set(leaf, arrays.get(name)));
	}

	DeviceArray get(final String name) {
		return arrays.get(name);
	}

	/** Overwrites all values; the weights have the same names and shapes. */
	void load(final Weights weights) {
		arrays.forEach((name, array) -> array.put(0, weights.get(name).values(), 0, array.length()));
	}

	Weights toWeights() {
		final Map<String, Tensor> tensors = new LinkedHashMap<>();
		arrays.forEach((name, array) -> tensors.put(name, new Tensor(array.shape().clone(), array.toArray())));
		return new Weights(tensors);
	}

	@Override
	public void close() {
		arrays.values().forEach(DeviceArray::close);
	}
}
