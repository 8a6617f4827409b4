package org.lymphatlas.training;

import java.util.stream.IntStream;

import org.lymphatlas.network.Predictor;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Weights;

/**
 * A network whose weights are an exponential moving average of its student's: after the student's step number {@code it},
 * counted from 0, they keep the share min(1 - 1 / (it + 1), 0.99) of what they were. So the first step copies the student.
 */
final class Teacher implements AutoCloseable {

	private static final double MAX_KEPT = 0.99;

	private final Predictor predictor;
	private final Weights weights;

	/** @param predictor of the same network; closed with this */
	Teacher(final Predictor predictor, final Weights weights) {
		this.predictor = predictor;
		this.weights = weights.copy();
		predictor.load(this.weights);
	}

	static double kept(final long step) {
		return Math.min(1 - 1.0 / (step + 1), MAX_KEPT);
	}

	/** @param step number of the student's step that led to its weights, from 0 */
	void follow(final Weights student, final long step) {
		final float kept = (float) kept(step), taken = 1 - kept;
		weights.tensors().forEach((name, tensor) -> {
			final float[] mine = tensor.values(), other = student.get(name).values();
			IntStream.range(0, mine.length).parallel().forEach(i -> mine[i] = kept * mine[i] + taken * other[i]);
		});
		predictor.load(weights);
	}

	/** The probability of a node at each voxel of each sample of [n, channels, d, h, w]. */
	float[] probability(final Tensor input) {
		final int[] shape = input.shape(), size = { shape[2], shape[3], shape[4] };
		final int voxels = (int) Tensor.length(size);
		final float[] probability = new float[shape[0] * voxels];
		final float[] sample = new float[shape[1] * voxels];
		for (int n = 0; n < shape[0]; n++) {
			System.arraycopy(input.values(), n * sample.length, sample, 0, sample.length);
			final float[] logits = predictor.logits(sample, size);
			for (int i = 0; i < voxels; i++)
				probability[n * voxels + i] = (float) (1 / (1 + Math.exp(logits[i] - logits[voxels + i])));
		}
		return probability;
	}

	/** A copy of the weights of now. */
	Weights weights() {
		return weights.copy();
	}

	@Override
	public void close() {
		predictor.close();
	}
}
