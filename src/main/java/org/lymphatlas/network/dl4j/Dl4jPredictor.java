package org.lymphatlas.network.dl4j;

import java.util.Arrays;
import java.util.Map;

import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.network.ResidualEncoderUnet;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Weights;

/** Predicts on the CPU; the program is recorded anew when the patch's size changes. */
final class Dl4jPredictor implements Predictor {

	private final NetworkSpec spec;
	private final Parameters parameters;
	private Session session;

	Dl4jPredictor(final NetworkSpec spec, final Weights weights) {
		this.spec = withoutDeepSupervision(spec);
		parameters = new Parameters(weights.fitTo(spec));
	}

	private static NetworkSpec withoutDeepSupervision(final NetworkSpec s) {
		return new NetworkSpec(s.kind(), s.inputChannels(), s.outputChannels(), s.features(), s.blocksPerStage(),
			s.convsPerDecoderStage(), s.kernels(), s.strides(), false);
	}

	/** A program for one size of patch, with its arrays. */
	private record Session(int[] sizeZyx, Variable input, Variable output, ArrayPool pool, Execution execution) {
	}

	@Override
	public float[] logits(final float[] input, final int[] sizeZyx) {
		spec.requirePatch(sizeZyx);
		if (input.length != spec.inputChannels() * Tensor.length(sizeZyx)) {
			throw new IllegalArgumentException(input.length + " values were given for " + spec.inputChannels()
				+ " channels of " + Arrays.toString(sizeZyx) + " voxels.");
		}
		if (session == null || !Arrays.equals(session.sizeZyx(), sizeZyx)) {
			endSession();
			session = record(sizeZyx);
		}
		final Execution execution = session.execution();
		execution.value(session.input()).put(0, input, 0, input.length);
		execution.forward(false);
		final float[] logits = execution.value(session.output()).toArray();
		execution.release();
		return logits;
	}

	private Session record(final int[] sizeZyx) {
		final Recorder recorder = new Recorder();
		final Map<String, Variable> leaves = parameters.leaves(recorder);
		final Variable input = recorder.leaf(1, spec.inputChannels(), sizeZyx[0], sizeZyx[1], sizeZyx[2]);
		final Variable output = ResidualEncoderUnet.forward(recorder, input, leaves::get, spec).get(0);
		final ArrayPool pool = new ArrayPool();
		final Execution execution = new Execution(recorder.program(output), pool);
		parameters.bind(execution, leaves);
		execution.set(input, pool.take(input.shape()));
		return new Session(sizeZyx.clone(), input, output, pool, execution);
	}

	@Override
	public long predictedBytes(final int[] sizeZyx) {
		spec.requirePatch(sizeZyx);
		final Recorder recorder = new Recorder();
		final Map<String, Variable> leaves = parameters.leaves(recorder);
		final Variable input = recorder.leaf(1, spec.inputChannels(), sizeZyx[0], sizeZyx[1], sizeZyx[2]);
		final Variable output = ResidualEncoderUnet.forward(recorder, input, leaves::get, spec).get(0);
		return MemoryEstimate.bytes(recorder.program(output));
	}

	private void endSession() {
		if (session != null) {
			session.pool().close();
			session = null;
		}
	}

	@Override
	public void close() {
		endSession();
		parameters.close();
	}
}
