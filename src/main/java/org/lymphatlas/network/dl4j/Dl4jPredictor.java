package org.lymphatlas.network.dl4j;

import java.util.Arrays;
import java.util.Map;

import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Unet;
import org.lymphatlas.network.Weights;

/** Predicts on the CPU; the program is recorded anew when the patch's size changes. */
final class Dl4jPredictor implements Predictor {

	private final NetworkSpec spec;
	private final Parameters parameters;
	private Session session;
	private boolean closed;

	Dl4jPredictor(final NetworkSpec spec, final Weights weights) {
		this.spec = spec.withDeepSupervision(false);
		parameters = new Parameters(weights.fitTo(spec));
	}

	/** A program for one size of patch, with its arrays. */
	private record Session(int[] sizeZyx, Variable input, Variable output, ArrayPool pool, Execution execution) {
	}

	@Override
	public float[] logits(final float[] input, final int[] sizeZyx) {
		if (closed) {
			throw new IllegalStateException("This predictor is closed.");
		}
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
		final Recording recording = new Recording(spec, parameters, sizeZyx);
		final ArrayPool pool = new ArrayPool();
		final Execution execution = new Execution(recording.program, pool);
		parameters.bind(execution, recording.leaves);
		execution.set(recording.input, pool.take(recording.input.shape()));
		return new Session(sizeZyx.clone(), recording.input, recording.output, pool, execution);
	}

	@Override
	public long predictedBytes(final int[] sizeZyx) {
		spec.requirePatch(sizeZyx);
		return MemoryEstimate.bytes(new Recording(spec, parameters, sizeZyx).program);
	}

	/** The network written down for one size of patch. */
	private static final class Recording {

		private final Map<String, Variable> leaves;
		private final Variable input;
		private final Variable output;
		private final Program program;

		Recording(final NetworkSpec spec, final Parameters parameters, final int[] sizeZyx) {
			final Recorder recorder = new Recorder();
			leaves = parameters.leaves(recorder);
			input = recorder.leaf(1, spec.inputChannels(), sizeZyx[0], sizeZyx[1], sizeZyx[2]);
			output = Unet.forward(recorder, input, leaves::get, spec).get(0);
			program = recorder.program(output);
		}
	}

	private void endSession() {
		if (session != null) {
			session.pool().close();
			session = null;
		}
	}

	@Override
	public void close() {
		closed = true;
		endSession();
		parameters.close();
	}
}
