package org.lymphatlas.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.Evaluation;
import org.lymphatlas.network.NetworkEngine;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.OptimizerSpec;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.network.Probe;
import org.lymphatlas.network.StepResult;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.TrainerState;
import org.lymphatlas.network.Weights;

/**
 * An engine without a network: each step moves every weight by an amount that depends on all of the batch and on all
 * steps before, and logits are the CT's excess over the first weight's wandering threshold.
 */
class FakeEngine implements NetworkEngine {

	/** Step at which the loss stops being a number; never if negative. */
	int divergesAt = -1;
	/** Sums of the inputs of all batches seen, in order. */
	final List<Double> seen = new ArrayList<>();

	@Override
	public String name() {
		return "fake";
	}

	@Override
	public Probe probe(final Device device) {
		return new Probe(true, "fake", "", 1);
	}

	@Override
	public Predictor predictor(final NetworkSpec spec, final Weights weights, final Device device) {
		throw new UnsupportedOperationException();
	}

	@Override
	public long trainingBytes(final Objective objective) {
		return 0;
	}

	@Override
	public Trainer trainer(final Objective objective, final OptimizerSpec optimizer, final TrainerState initial,
		final Device device)
	{
		final Weights weights = initial.weights().copy();
		final Weights momentum = initial.momentum().copy();
		return new Trainer() {

			private int steps;

			@Override
			public StepResult step(final Batch b, final double learningRate) {
				final double loss = loss(b);
				seen.add(sum(b.input()));
				if (steps++ == divergesAt) return new StepResult(Double.NaN, Double.NaN);
				final float push = (float) (sum(b.target()) / b.target().length + 1e-3 * sum(b.lossWeight()) / b
					.lossWeight().length + 1e-3 * sum(b.input()) / b.input().length);
				weights.tensors().forEach((name, tensor) -> {
					final float[] w = tensor.values(), m = momentum.get(name).values();
					for (int i = 0; i < w.length; i++) {
						m[i] = (float) (optimizer.momentum() * m[i] + push + 1e-3 * w[i]);
						w[i] -= (float) (learningRate * m[i]);
					}
				});
				return new StepResult(loss, push);
			}

			@Override
			public Evaluation evaluate(final Objective o, final Batch b) {
				return new Evaluation(loss(b), logits(b));
			}

			private double loss(final Batch b) {
				double sum = 0;
				for (final Tensor tensor : weights.tensors().values())
					sum += sum(tensor.values());
				return Math.abs(sum) + Math.abs(sum(b.input())) / b.input().length;
			}

			private float[] logits(final Batch b) {
				final int voxels = (int) Tensor.length(b.sizeZyx());
				final float threshold = weights.tensors().values().iterator().next().values()[0];
				final float[] logits = new float[2 * b.n() * voxels];
				for (int n = 0; n < b.n(); n++)
					for (int i = 0; i < voxels; i++)
						logits[(2 * n + 1) * voxels + i] = b.input()[n * b.channels() * voxels + i] - threshold;
				return logits;
			}

			@Override
			public Weights weights() {
				return weights.copy();
			}

			@Override
			public TrainerState state() {
				return new TrainerState(weights.copy(), momentum.copy());
			}

			@Override
			public void close() {}
		};
	}

	static double sum(final float[] values) {
		double sum = 0;
		for (final float v : values)
			sum += v;
		return sum;
	}

	static Map<String, float[]> values(final Weights weights) {
		final Map<String, float[]> values = new LinkedHashMap<>();
		weights.tensors().forEach((name, tensor) -> values.put(name, tensor.values()));
		return values;
	}
}
