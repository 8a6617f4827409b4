package org.lymphatlas.network;

/**
 * A network being trained: stochastic gradient descent with Nesterov momentum. Not thread-safe. Same weights, same batches,
 * same machine and thread count give the same result.
 */
public interface Trainer extends AutoCloseable {

	/**
	 * Forward, backward, clipping of the gradient's norm, weight decay, Nesterov step.
	 *
	 * @throws IllegalArgumentException if the batch has other sizes than the trainer was made for
	 */
	StepResult step(Batch batch, double learningRate);

	/** The loss alone; nothing is changed. */
	double loss(Batch batch);

	/** The logits of the finest head for a batch: N*outputChannels*D*H*W values; nothing is changed. */
	float[] logits(Batch batch);

	/** {@link #loss} and {@link #logits} of a batch; engines that can, run the network once for both. */
	default Evaluation evaluate(final Batch batch) {
		return new Evaluation(loss(batch), logits(batch));
	}

	/** Copies of weights and momentum, enough to go on from here exactly. */
	TrainerState state();

	@Override
	void close();
}
