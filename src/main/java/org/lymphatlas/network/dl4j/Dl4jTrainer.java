package org.lymphatlas.network.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Evaluation;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.Losses;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.OptimizerSpec;
import org.lymphatlas.network.StepResult;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.TrainerState;
import org.lymphatlas.network.Unet;

/** Trains on the CPU: network and loss recorded once, arrays kept between steps. */
final class Dl4jTrainer implements Trainer {

	private final ArrayPool pool = new ArrayPool();
	private final Parameters weights;
	private final Parameters momentum;
	private final Sgd optimizer;
	private final Map<String, Variable> leaves;
	private final Variable input;
	private final List<Variable> truth;
	private final List<Variable> lossWeights;
	private final Variable finest;
	private final Variable loss;
	private final Execution execution;
	private final DeviceArray one;
	private boolean closed;

	Dl4jTrainer(final NetworkSpec spec, final LossSpec lossSpec, final OptimizerSpec optimizerSpec,
			final TrainerState initial, final int batch, final int[] patchZyx) {
		weights = new Parameters(initial.weights().fitTo(spec));
		momentum = new Parameters(initial.momentum().fitTo(spec));
		optimizer = new Sgd(optimizerSpec);
		final Recorder recorder = new Recorder(Layout.CHANNELS_FIRST);
		leaves = weights.leaves(recorder);
		input = recorder.leaf(batch, spec.inputChannels(), patchZyx[0], patchZyx[1], patchZyx[2]);
		final List<Variable> heads = Unet.forward(recorder, input, leaves::get, spec);
		truth = new ArrayList<>();
		lossWeights = new ArrayList<>();
		for (final Variable head : heads) {
			final int[] shape = head.shape().clone();
			shape[1] = 1;
			truth.add(recorder.leaf(shape));
			lossWeights.add(recorder.leaf(shape));
		}
		finest = heads.get(0);
		loss = Losses.deeplySupervised(recorder, heads, truth, lossWeights, lossSpec);
		execution = new Execution(recorder.program(loss, finest), pool);
		weights.bind(execution, leaves);
		execution.set(input, pool.take(input.shape()));
		truth.forEach(leaf -> execution.set(leaf, pool.take(leaf.shape())));
		lossWeights.forEach(leaf -> execution.set(leaf, pool.take(leaf.shape())));
		one = pool.take(1);
		Floats.fill(one, 0, 1, 1);
	}

	@Override
	public StepResult step(final Batch batch, final double learningRate) {
		forward(batch, true);
		final double value = execution.value(loss).toArray()[0];
		final Map<Integer, DeviceArray> byLeaf = execution.backward(Map.of(loss, one), List.copyOf(leaves.values()));
		final Map<String, DeviceArray> gradients = new LinkedHashMap<>();
		leaves.forEach((name, leaf) -> {
			if (byLeaf.containsKey(leaf.id())) {
				gradients.put(name, byLeaf.get(leaf.id()));
			}
		});
		final double norm = Sgd.norm(gradients);
		if (Double.isFinite(value) && Double.isFinite(norm)) {
			optimizer.step(weights, momentum, gradients, norm, learningRate);
		}
		gradients.values().forEach(pool::give);
		execution.release();
		return new StepResult(value, norm);
	}

	@Override
	public double loss(final Batch batch) {
		return evaluate(batch).loss();
	}

	@Override
	public float[] logits(final Batch batch) {
		return evaluate(batch).logits();
	}

	@Override
	public Evaluation evaluate(final Batch batch) {
		forward(batch, false);
		final Evaluation evaluation = new Evaluation(execution.value(loss).toArray()[0], execution.value(finest).toArray());
		execution.release();
		return evaluation;
	}

	private void forward(final Batch batch, final boolean forBackward) {
		requireOpen();
		final int[] given = { batch.n(), batch.channels(), batch.sizeZyx()[0], batch.sizeZyx()[1], batch.sizeZyx()[2] };
		if (!Arrays.equals(given, input.shape())) {
			throw new IllegalArgumentException("A batch of shape " + Arrays.toString(given)
				+ " was given to a trainer made for " + Arrays.toString(input.shape()) + ".");
		}
		final List<int[]> headSizes = truth.stream().map(leaf -> Arrays.copyOfRange(leaf.shape(), 2, 5)).toList();
		execution.value(input).put(0, batch.input(), 0, batch.input().length);
		fill(truth, Losses.atHeads(batch.target(), batch.n(), batch.sizeZyx(), headSizes));
		fill(lossWeights, Losses.atHeads(batch.lossWeight(), batch.n(), batch.sizeZyx(), headSizes));
		execution.forward(forBackward);
	}

	private void fill(final List<Variable> targets, final List<Tensor> values) {
		for (int h = 0; h < values.size(); h++) {
			execution.value(targets.get(h)).put(0, values.get(h).values(), 0, values.get(h).values().length);
		}
	}

	@Override
	public TrainerState state() {
		requireOpen();
		return new TrainerState(weights.toWeights(), momentum.toWeights());
	}

	/** Bytes outside the heap that activations and gradients take. */
	long bytes() {
		return pool.bytes();
	}

	private void requireOpen() {
		if (closed) {
			throw new IllegalStateException("This trainer is closed.");
		}
	}

	@Override
	public void close() {
		closed = true;
		pool.close();
		weights.close();
		momentum.close();
	}
}
