package org.lymphatlas.network.dl4j;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Networks;
import org.lymphatlas.network.Weights;

/** Predicts on the CPU; the program is recorded anew when the patch's size changes. */
final class Dl4jPredictor implements Predictor {

	private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

	private final NetworkSpec spec;
	private final Layout layout;
	private final Parameters parameters;
	private Session session;
	private boolean closed;

	Dl4jPredictor(final NetworkSpec spec, final Weights weights, final Layout layout) {
		this.layout = layout;
		this.spec = spec.withDeepSupervision(false);
		parameters = new Parameters(weights.fitTo(spec));
	}

	/** A program for one size of patch, with its arrays; the head is left out and computed slab by slab. */
	private record Session(int[] sizeZyx, Recording recording, ArrayPool pool, Execution execution) {
	}

	@Override
	public float[] logits(final float[] input, final int[] sizeZyx) {
		final float[][] whole = new float[1][];
		logits(input, sizeZyx, sizeZyx[0], (firstZ, slices, logits) -> whole[0] = logits);
		return whole[0];
	}

	@Override
	public void logits(final float[] input, final int[] sizeZyx, final int slabSlices, final SlabSink sink) {
		if (closed) {
			throw new IllegalStateException("This predictor is closed.");
		}
		spec.requirePatch(sizeZyx);
		if (input.length != spec.inputChannels() * Tensor.length(sizeZyx)) {
			throw new IllegalArgumentException(input.length + " values were given for " + spec.inputChannels()
				+ " channels of " + Arrays.toString(sizeZyx) + " voxels.");
		}
		if (slabSlices < 1) {
			throw new IllegalArgumentException("A slab of " + slabSlices + " slices.");
		}
		if (session == null || !Arrays.equals(session.sizeZyx(), sizeZyx)) {
			endSession();
			session = record(sizeZyx);
		}
		final Execution execution = session.execution();
		execution.value(session.recording().input).put(0, input, 0, input.length);
		execution.forward(false);
		try {
			head(slabSlices, sink);
		}
		finally {
			execution.release();
		}
	}

	private void head(final int slabSlices, final SlabSink sink) {
		final int[] size = session.sizeZyx();
		final int slice = size[1] * size[2];
		final DeviceArray[] inputs = session.recording().head.inputs().stream().map(session.execution()::value)
			.toArray(DeviceArray[]::new);
		final HeadKernel kernel = (HeadKernel) session.recording().head.kernel();
		float[] logits = new float[0];
		for (int z = 0; z < size[0]; z += slabSlices) {
			final int slices = Math.min(slabSlices, size[0] - z);
			final long length = (long) spec.outputChannels() * slices * slice;
			if (length > MAX_ARRAY) {
				throw new IllegalArgumentException("The logits of " + slices + " slices are more than one array can hold ("
					+ MAX_ARRAY + "): take thinner slabs.");
			}
			logits = logits.length == length ? logits : new float[(int) length];
			kernel.forward(inputs, z * slice, slices * slice, logits);
			sink.accept(z, slices, logits);
		}
	}

	private Session record(final int[] sizeZyx) {
		final Recording recording = new Recording(spec, layout, parameters, sizeZyx);
		final ArrayPool pool = new ArrayPool();
		final Execution execution = new Execution(recording.body, pool);
		parameters.bind(execution, recording.leaves);
		execution.set(recording.input, pool.take(recording.input.shape()));
		return new Session(sizeZyx.clone(), recording, pool, execution);
	}

	@Override
	public void load(final Weights weights) {
		if (closed) {
			throw new IllegalStateException("This predictor is closed.");
		}
		parameters.load(weights.fitTo(spec));
	}

	@Override
	public long predictedBytes(final int[] sizeZyx) {
		spec.requirePatch(sizeZyx);
		return MemoryEstimate.forwardBytes(new Recording(spec, layout, parameters, sizeZyx).body);
	}

	/** The network written down for one size of patch: its body, and the head that reads the body's only output. */
	private static final class Recording {

		private final Map<String, Variable> leaves;
		private final Variable input;
		private final Program body;
		private final Instruction head;

		Recording(final NetworkSpec spec, final Layout layout, final Parameters parameters, final int[] sizeZyx) {
			final Recorder recorder = new Recorder(layout);
			leaves = parameters.leaves(recorder);
			input = recorder.leaf(1, spec.inputChannels(), sizeZyx[0], sizeZyx[1], sizeZyx[2]);
			final Program whole = recorder.program(Networks.forward(recorder, input, leaves::get, spec).get(0));
			final int last = whole.instructions().size() - 1;
			head = whole.instructions().get(last);
			body = new Program(whole.instructions().subList(0, last), whole.variables(), List.of(head.inputs().get(0)));
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
