package org.lymphatlas.network;

/**
 * A network being trained: stochastic gradient descent with Nesterov momentum. Not thread-safe. Same weights, same batches,
 * same machine and thread count give the same result.
 */
public interface Trainer extends AutoCloseable {

	/**
	 * Forward, backward, clipping of the gradient's norm, weight decay, Nesterov step.
	 *
	 * @throws IllegalArgumentException if the batch lacks a tensor of the objective or has it in another shape
	 */
	StepResult step(Batch batch, double learningRate);

	/**
	 * What an objective makes of a batch with the weights of now; nothing is changed.
	 *
	 * @param objective the trainer's own or another for the same network; each object that is given is kept ready, so give
	 *          the same one again
	 */
	Evaluation evaluate(Objective objective, Batch batch);

	/** A copy of the weights of now. */
	Weights weights();

	/** Copies of weights and momentum, enough to go on from here exactly. */
	TrainerState state();

	@Override
	void close();
}
