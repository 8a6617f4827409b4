package org.lymphatlas.network.dl4j;

import org.lymphatlas.network.Device;
import org.lymphatlas.network.Probe;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Tries a real convolution and times it. */
final class Dl4jProbe {

	private static final int CHANNELS = 32;
	private static final int SIDE = 32;
	private static final int REPEATS = 5;
	/** Below this the natives without oneDNN are in use (or the machine is very busy). */
	private static final double SLOW_GFLOPS_PER_THREAD = 3;

	private Dl4jProbe() {
	}

	static Probe probe(final Device device) {
		final String backend;
		try {
			backend = String.valueOf(Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend"));
			NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(Threads.count());
		}
		catch (final Exception | LinkageError e) {
			return unusable("ND4J did not start: " + rootMessage(e));
		}
		if (!"CPU".equals(backend)) {
			return unusable("this version of the dl4j engine computes on the CPU backend of ND4J; on the class path is "
				+ backend + ".");
		}
		if (device == Device.CUDA) {
			return unusable("device=cuda was asked for, but of ND4J's backends only the CPU one is installed. "
				+ "Use device=cpu or device=auto.");
		}
		try {
			return measured();
		}
		catch (final Exception | LinkageError e) {
			return unusable("ND4J started, but a convolution failed: " + rootMessage(e));
		}
	}

	private static Probe measured() {
		final Recorder recorder = new Recorder(Layout.CHANNELS_FIRST);
		final Variable input = recorder.leaf(1, CHANNELS, SIDE, SIDE, SIDE);
		final Variable weight = recorder.leaf(CHANNELS, CHANNELS, 3, 3, 3);
		final Variable output = recorder.conv3d(input, weight, null, new int[] { 1, 1, 1 }, new int[] { 1, 1, 1 });
		try (ArrayPool pool = new ArrayPool()) {
			final Execution execution = new Execution(recorder.program(output), pool);
			execution.set(input, filled(pool.take(input.shape()), 1));
			execution.set(weight, filled(pool.take(weight.shape()), 1));
			long best = Long.MAX_VALUE;
			for (int i = 0; i <= REPEATS; i++) {
				final long start = System.nanoTime();
				execution.forward(false);
				best = i == 0 ? best : Math.min(best, System.nanoTime() - start);
				final float[] centre = new float[1];
				execution.value(output).get((SIDE / 2 * SIDE + SIDE / 2) * SIDE + SIDE / 2, centre, 0, 1);
				execution.release();
				if (centre[0] != 27 * CHANNELS) {
					return unusable("a convolution of ones gave " + centre[0] + " instead of " + 27 * CHANNELS + ".");
				}
			}
			final double gflops = 2.0 * 27 * CHANNELS * CHANNELS * SIDE * SIDE * SIDE / best;
			return new Probe(true, "CPU, " + Threads.count() + " threads", warnings(gflops), gflops);
		}
	}

	private static DeviceArray filled(final DeviceArray array, final float value) {
		Floats.fill(array, 0, array.length(), value);
		return array;
	}

	private static String warnings(final double gflops) {
		final StringBuilder warnings = new StringBuilder();
		if (!"PASSIVE".equalsIgnoreCase(System.getenv("OMP_WAIT_POLICY"))) {
			warnings.append("OMP_WAIT_POLICY=PASSIVE is not set in the environment: on a machine that others use too,"
				+ " computing can be several times slower. ");
		}
		if (gflops < SLOW_GFLOPS_PER_THREAD * Threads.count()) {
			warnings.append("Convolutions are slow here: either other programs keep the cores busy or ND4J's natives are those"
				+ " without oneDNN (classifier ...-onednn-avx2).");
		}
		return warnings.toString().strip();
	}

	private static Probe unusable(final String reason) {
		return new Probe(false, "", reason, 0);
	}

	private static String rootMessage(final Throwable thrown) {
		Throwable root = thrown;
		while (root.getCause() != null && root.getCause() != root) {
			root = root.getCause();
		}
		return root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + root.getMessage());
	}
}
