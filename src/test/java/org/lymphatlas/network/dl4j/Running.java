package org.lymphatlas.network.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;

import org.lymphatlas.network.Tensor;

/** Runs a function of tensors through the recorder, forward and backward, with everything from and to the heap. */
final class Running {

	/** A function written against the recorder. */
	interface Function extends BiFunction<Recorder, List<Variable>, Variable> {
	}

	private Running() {
	}

	static Tensor value(final Function function, final Tensor... inputs) {
		return value(Layout.CHANNELS_FIRST, function, inputs);
	}

	static Tensor value(final Layout layout, final Function function, final Tensor... inputs) {
		return run(layout, function, null, inputs).get(0);
	}

	/** Gradients of sum(seed * output), one an input; zero where the input is not used. */
	static List<Tensor> gradients(final Layout layout, final Function function, final float[] seed,
			final Tensor... inputs) {
		return run(layout, function, seed, inputs);
	}

	private static List<Tensor> run(final Layout layout, final Function function, final float[] seed,
			final Tensor... inputs) {
		final Recorder recorder = new Recorder(layout);
		final List<Variable> leaves = new ArrayList<>();
		for (final Tensor input : inputs) {
			leaves.add(recorder.leaf(input.shape()));
		}
		final Variable output = recorder.channelsFirst(function.apply(recorder, leaves));
		final List<Tensor> results = new ArrayList<>();
		try (ArrayPool pool = new ArrayPool()) {
			final Execution execution = new Execution(recorder.program(output), pool);
			for (int i = 0; i < inputs.length; i++) {
				final DeviceArray array = pool.take(inputs[i].shape());
				array.put(0, inputs[i].values(), 0, inputs[i].values().length);
				execution.set(leaves.get(i), array);
			}
			execution.forward(seed != null);
			if (seed == null) {
				results.add(new Tensor(output.shape(), execution.value(output).toArray()));
			}
			else {
				final DeviceArray start = pool.take(output.shape());
				start.put(0, seed, 0, seed.length);
				final Map<Integer, DeviceArray> gradients = execution.backward(Map.of(output, start), leaves);
				for (final Variable leaf : leaves) {
					results.add(gradients.containsKey(leaf.id()) ? new Tensor(leaf.shape(), gradients.get(leaf.id()).toArray())
						: Tensor.zeros(leaf.shape()));
				}
			}
			execution.release();
		}
		return results;
	}

	static Tensor random(final long seed, final int... shape) {
		final Random random = new Random(seed);
		final Tensor tensor = Tensor.zeros(shape);
		for (int i = 0; i < tensor.values().length; i++) {
			tensor.values()[i] = (float) random.nextGaussian();
		}
		return tensor;
	}
}
