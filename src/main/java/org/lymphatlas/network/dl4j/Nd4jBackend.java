package org.lymphatlas.network.dl4j;

import java.util.ArrayList;
import java.util.List;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The backend that ND4J started with: one a process. Uses ND4J's own operations only, so that it holds for all of them. */
final class Nd4jBackend implements Backend {

	private static final String CUDA_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";
	private static final int CHANNELS = 32;
	private static final int SIDE = 32;
	private static final int REPEATS = 5;

	private final String name;
	private final NativeOps operations;

	private Nd4jBackend(final String name, final NativeOps operations) {
		this.name = name;
		this.operations = operations;
	}

	static Backend start() {
		final String name = String.valueOf(Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend"));
		final NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
		operations.setOmpNumThreads(Threads.count());
		return new Nd4jBackend(name, operations);
	}

	@Override
	public String name() {
		return name;
	}

	@Override
	public boolean cudaInstalled() {
		return getClass().getClassLoader().getResource(CUDA_BACKEND.replace('.', '/') + ".class") != null;
	}

	@Override
	public List<Card> cards() {
		final List<Card> cards = new ArrayList<>();
		if (!"CPU".equals(name)) {
			for (int i = 0; i < operations.getAvailableDevices(); i++) {
				cards.add(new Card(operations.getDeviceName(i), operations.getDeviceMajor(i), operations.getDeviceMinor(i)));
			}
		}
		return cards;
	}

	@Override
	public double convolutionGflops() {
		try (INDArray input = Nd4j.ones(DataType.FLOAT, 1, CHANNELS, SIDE, SIDE, SIDE);
				INDArray weight = Nd4j.ones(DataType.FLOAT, CHANNELS, CHANNELS, 3, 3, 3);
				INDArray output = Nd4j.create(DataType.FLOAT, 1, CHANNELS, SIDE, SIDE, SIDE)) {
			long best = Long.MAX_VALUE;
			for (int i = 0; i <= REPEATS; i++) {
				output.assign(0);
				final long start = System.nanoTime();
				Nd4j.exec(DynamicCustomOp.builder("conv3dnew").addInputs(input, weight).addOutputs(output).addIntegerArguments(3,
					3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1).build());
				final float centre = output.getFloat(0, 0, SIDE / 2, SIDE / 2, SIDE / 2);
				best = i == 0 ? best : Math.min(best, System.nanoTime() - start);
				if (centre != 27 * CHANNELS) {
					throw new ArithmeticException("a convolution of ones gave " + centre + " instead of " + 27 * CHANNELS);
				}
			}
			return 2.0 * 27 * CHANNELS * CHANNELS * SIDE * SIDE * SIDE / best;
		}
	}
}
