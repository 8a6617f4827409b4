package org.lymphatlas.network.dl4j;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Evaluation;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.Tensor;

/** An objective as a program on given parameters, with the arrays that batches are copied to. */
final class RecordedObjective {

	private final Map<String, Variable> parameters;
	private final Map<String, Variable> inputs = new LinkedHashMap<>();
	private final Objective.Outcome<Variable> outcome;
	private final Execution execution;
	private final DeviceArray one;

	/** @param pool owns the arrays, which live as long as it */
	RecordedObjective(final Objective objective, final Parameters weights, final ArrayPool pool) {
		final Recorder recorder = new Recorder(Layout.fastest());
		parameters = weights.leaves(recorder);
		objective.inputs().forEach((name, shape) -> inputs.put(name, recorder.leaf(shape)));
		final Objective.Outcome<Variable> applied = objective.apply(recorder, inputs, parameters::get);
		outcome = new Objective.Outcome<>(applied.loss(), recorder.channelsFirst(applied.logits()));
		execution = new Execution(recorder.program(outcome.loss(), outcome.logits()), pool);
		weights.bind(execution, parameters);
		inputs.values().forEach(leaf -> execution.set(leaf, pool.take(leaf.shape())));
		one = pool.take(1);
		Floats.fill(one, 0, 1, 1);
	}

	/** Loss and logits; keeps nothing. */
	Evaluation evaluate(final Batch batch) {
		feed(batch);
		execution.forward(false);
		final Evaluation evaluation = new Evaluation(loss(), execution.value(outcome.logits()).toArray());
		execution.release();
		return evaluation;
	}

	/** Runs forward and keeps what {@link #backward} needs; returns the loss. */
	double forward(final Batch batch) {
		feed(batch);
		execution.forward(true);
		return loss();
	}

	/**
	 * The loss's derivatives by parameter, after {@link #forward}; parameters without influence have none. To be given back
	 * to the pool.
	 */
	Map<String, DeviceArray> backward() {
		final Map<Integer, DeviceArray> byLeaf = execution.backward(Map.of(outcome.loss(), one), List.copyOf(parameters
			.values()));
		execution.release();
		final Map<String, DeviceArray> gradients = new LinkedHashMap<>();
		parameters.forEach((name, leaf) -> {
			if (byLeaf.containsKey(leaf.id())) {
				gradients.put(name, byLeaf.get(leaf.id()));
			}
		});
		return gradients;
	}

	private double loss() {
		return execution.value(outcome.loss()).toArray()[0];
	}

	/** All is checked before anything is copied. */
	private void feed(final Batch batch) {
		inputs.forEach((name, leaf) -> {
			final int[] given = batch.get(name).shape();
			if (!Arrays.equals(given, leaf.shape())) {
				throw new IllegalArgumentException("A batch with " + name + " of shape " + Arrays.toString(given)
					+ " was given to a trainer made for " + Arrays.toString(leaf.shape()) + ".");
			}
		});
		inputs.forEach((name, leaf) -> {
			final Tensor tensor = batch.get(name);
			execution.value(leaf).put(0, tensor.values(), 0, tensor.values().length);
		});
	}
}
