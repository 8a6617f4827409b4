package org.lymphatlas.network.dl4j;

import java.util.IdentityHashMap;
import java.util.Map;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Evaluation;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.OptimizerSpec;
import org.lymphatlas.network.StepResult;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.TrainerState;
import org.lymphatlas.network.Weights;

/** Trains on the CPU: objectives recorded once, arrays kept between steps. */
final class Dl4jTrainer implements Trainer {

	private final ArrayPool pool = new ArrayPool();
	private final Parameters weights;
	private final Parameters momentum;
	private final Sgd optimizer;
	private final RecordedObjective trained;
	private final Map<Objective, RecordedObjective> recorded = new IdentityHashMap<>();
	private boolean closed;

	Dl4jTrainer(final Objective objective, final OptimizerSpec optimizerSpec, final TrainerState initial) {
		weights = new Parameters(initial.weights().fitTo(objective.parameters()));
		momentum = new Parameters(initial.momentum().fitTo(objective.parameters()));
		optimizer = new Sgd(optimizerSpec);
		trained = recorded(objective);
	}

	private RecordedObjective recorded(final Objective objective) {
		return recorded.computeIfAbsent(objective, o -> new RecordedObjective(o, weights, pool));
	}

	@Override
	public StepResult step(final Batch batch, final double learningRate) {
		requireOpen();
		final double loss = trained.forward(batch);
		final Map<String, DeviceArray> gradients = trained.backward();
		final double norm = Sgd.norm(gradients);
		if (Double.isFinite(loss) && Double.isFinite(norm)) {
			optimizer.step(weights, momentum, gradients, norm, learningRate);
		}
		gradients.values().forEach(pool::give);
		return new StepResult(loss, norm);
	}

	@Override
	public Evaluation evaluate(final Objective objective, final Batch batch) {
		requireOpen();
		return recorded(objective).evaluate(batch);
	}

	@Override
	public Weights weights() {
		requireOpen();
		return weights.toWeights();
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
