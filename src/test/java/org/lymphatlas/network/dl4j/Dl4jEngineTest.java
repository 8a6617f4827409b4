package org.lymphatlas.network.dl4j;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.Test;
import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.NetworkEngine;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.OptimizerSpec;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.network.Probe;
import org.lymphatlas.network.StepResult;
import org.lymphatlas.network.SupervisedObjective;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.TrainerState;
import org.lymphatlas.network.Weights;
import org.lymphatlas.volume.InputException;
import org.scijava.Context;
import org.scijava.plugin.PluginService;

/** The engine as its users meet it. */
public class Dl4jEngineTest {

	private static final NetworkSpec TINY = NetworkSpec.isotropic(2, List.of(4, 8, 8), List.of(1, 1, 1));
	private static final int[] PATCH = { 8, 12, 16 };
	private static final Objective OBJECTIVE = new SupervisedObjective(TINY, LossSpec.paperA(), 2, PATCH);
	private static final OptimizerSpec SGD = OptimizerSpec.nnunet();

	private final NetworkEngine engine = new Dl4jEngine();

	@Test
	public void isFoundAsAPlugin() {
		try (Context context = new Context(PluginService.class)) {
			final List<NetworkEngine> engines = context.service(PluginService.class)
				.createInstancesOfType(NetworkEngine.class);
			assertTrue(engines.toString(), engines.stream().anyMatch(e -> "dl4j".equals(e.name())));
		}
	}

	@Test
	public void probeMeasuresTheCpu() {
		final Probe probe = engine.probe(Device.AUTO);
		assertTrue(probe.reason(), probe.usable());
		assertTrue(probe.device(), probe.device().startsWith("CPU, "));
		assertTrue("GFLOP/s: " + probe.gflops(), probe.gflops() > 0.1 && probe.gflops() < 1e5);
	}

	@Test
	public void cudaIsRefusedWithAReasonAndNeverReplacedByTheCpu() {
		final Probe probe = engine.probe(Device.CUDA);
		assertFalse(probe.usable());
		assertTrue(probe.reason(), probe.reason().contains("only the CPU one"));
		final InputException thrown = assertThrows(InputException.class,
			() -> engine.predictor(TINY, Weights.initial(TINY, 1), Device.CUDA));
		assertTrue(thrown.getMessage(), thrown.getMessage().contains("cuda"));
	}

	@Test
	public void threadsFollowTheEnvironment() {
		assertEquals(3, Threads.count("3", 8));
		assertEquals(8, Threads.count(null, 8));
		assertEquals(8, Threads.count("0", 8));
		assertEquals(8, Threads.count("many", 8));
	}

	@Test
	public void trainingLowersTheLoss() {
		try (Trainer trainer = trainer(TrainerState.initial(TINY, 1))) {
			final double before = trainer.evaluate(OBJECTIVE, batch(1)).loss();
			StepResult last = null;
			for (int i = 0; i < 40; i++) {
				last = trainer.step(batch(1), 0.01);
			}
			assertTrue(before + " to " + last, trainer.evaluate(OBJECTIVE, batch(1)).loss() < before - 0.2);
		}
	}

	@Test
	public void goingOnFromAStateIsGoingOn() {
		final TrainerState end;
		try (Trainer trainer = trainer(TrainerState.initial(TINY, 1))) {
			for (int i = 0; i < 6; i++) {
				trainer.step(batch(i), 0.01);
			}
			end = trainer.state();
		}
		TrainerState state = TrainerState.initial(TINY, 1);
		for (int part = 0; part < 2; part++) {
			try (Trainer trainer = trainer(state)) {
				for (int i = 3 * part; i < 3 * part + 3; i++) {
					trainer.step(batch(i), 0.01);
				}
				state = trainer.state();
			}
		}
		for (final String name : end.weights().names()) {
			assertArrayEquals(name, end.weights().get(name).values(), state.weights().get(name).values(), 0);
			assertArrayEquals(name, end.momentum().get(name).values(), state.momentum().get(name).values(), 0);
		}
	}

	@Test
	public void trainingDoesNotTouchTheStateThatItStartedFrom() {
		final TrainerState initial = TrainerState.initial(TINY, 1);
		final Weights copy = initial.weights().copy();
		try (Trainer trainer = trainer(initial)) {
			trainer.step(batch(1), 0.01);
		}
		copy.names().forEach(name -> assertArrayEquals(copy.get(name).values(), initial.weights().get(name).values(), 0));
	}

	@Test
	public void aDivergedStepIsReportedAndNotTaken() {
		final Batch bad = batch(1);
		bad.input()[5] = Float.NaN;
		try (Trainer trainer = trainer(TrainerState.initial(TINY, 1))) {
			assertTrue(Double.isNaN(trainer.step(bad, 0.01).loss()));
			final Weights after = trainer.state().weights();
			after.tensors().forEach((name, tensor) -> {
				for (final float value : tensor.values()) {
					assertTrue(name, Float.isFinite(value));
				}
			});
			assertTrue(Double.isFinite(trainer.step(batch(1), 0.01).loss()));
		}
	}

	@Test
	public void memoryDoesNotGrowFromStepToStep() {
		try (Dl4jTrainer trainer = (Dl4jTrainer) trainer(TrainerState.initial(TINY, 1))) {
			trainer.step(batch(1), 0.01);
			trainer.evaluate(OBJECTIVE, batch(1)).loss();
			final long bytes = trainer.bytes();
			for (int i = 0; i < 5; i++) {
				trainer.step(batch(i), 0.01);
				trainer.evaluate(OBJECTIVE, batch(i)).loss();
			}
			assertEquals(bytes, trainer.bytes());
		}
	}

	@Test
	public void trainingTakesWhatWasPredicted() {
		final NetworkSpec network = NetworkSpec.isotropic(2, List.of(16, 32), List.of(1, 1));
		final Objective objective = new SupervisedObjective(network, LossSpec.paperA(), 2, PATCH);
		try (Dl4jTrainer trainer = (Dl4jTrainer) engine.trainer(objective, SGD, TrainerState.initial(network, 1),
			Device.CPU)) {
			trainer.step(batch(1), 0.01);
			final long parameters = 2 * Float.BYTES * Weights.initial(network, 1).parameterCount();
			final double predicted = TrainingMemory.bytes(objective, Layout.fastest()).arrays();
			assertEquals(trainer.bytes() + parameters, predicted, 0.01 * predicted);
			assertTrue(engine.trainingBytes(objective) > predicted);
		}
	}

	@Test
	public void predictionIsTheSameAfterAnotherSizeOfPatch() {
		final float[] input = batch(1).input();
		final float[] patch = Arrays.copyOf(input, 2 * 8 * 12 * 16);
		try (Predictor predictor = engine.predictor(TINY, Weights.initial(TINY, 1), Device.CPU)) {
			final float[] first = predictor.logits(patch, PATCH);
			predictor.logits(new float[2 * 4 * 8 * 4], new int[] { 4, 8, 4 });
			assertArrayEquals(first, predictor.logits(patch, PATCH), 0);
			assertArrayEquals(first, predictor.logits(patch, PATCH), 0);
		}
	}

	@Test
	public void slabsAreTheWholeInOrder() {
		final int[] size = { 12, 8, 16 };
		final int slice = 8 * 16;
		final float[] input = batch(3).input();
		final NetworkSpec many = new NetworkSpec(NetworkSpec.PLAIN_UNET, 2, 21, TINY.features(), TINY.blocksPerStage(),
			List.of(2), TINY.kernels(), TINY.strides(), true);
		final float[] patch = Arrays.copyOf(input, 2 * size[0] * slice);
		try (Predictor predictor = engine.predictor(many, Weights.initial(many, 1), Device.CPU)) {
			final float[] whole = predictor.logits(patch, size);
			assertEquals(21 * size[0] * slice, whole.length);
			for (final int slices : new int[] { 1, 5, 12, 99 }) {
				final int[] next = { 0 };
				predictor.logits(patch, size, slices, (firstZ, n, logits) -> {
					assertEquals(next[0], firstZ);
					assertEquals(Math.min(slices, size[0] - firstZ), n);
					assertEquals(21 * n * slice, logits.length);
					for (int i = 0; i < logits.length; i++) {
						final int channel = i / (n * slice);
						assertEquals("slab at " + firstZ + ", value " + i, whole[(channel * size[0] + firstZ) * slice
							+ i % (n * slice)], logits[i], 0);
					}
					next[0] += n;
				});
				assertEquals(size[0], next[0]);
			}
			assertThrows(IllegalArgumentException.class, () -> predictor.logits(patch, size, 0, (z, n, logits) -> { }));
		}
	}

	@Test
	public void largerPatchesAreSaidToNeedMoreMemory() {
		try (Predictor predictor = engine.predictor(TINY, Weights.initial(TINY, 1), Device.CPU)) {
			final long small = predictor.predictedBytes(new int[] { 16, 16, 16 });
			final long large = predictor.predictedBytes(new int[] { 32, 32, 32 });
			assertTrue(small + " and " + large, small > 4L * 16 * 16 * 16 * 10 && large > 7 * small && large < 9 * small);
		}
	}

	@Test
	public void patchesThatDoNotFitAreRefused() {
		try (Predictor predictor = engine.predictor(TINY, Weights.initial(TINY, 1), Device.CPU)) {
			final InputException thrown = assertThrows(InputException.class,
				() -> predictor.logits(new float[2 * 8 * 10 * 8], new int[] { 8, 10, 8 }));
			assertTrue(thrown.getMessage(), thrown.getMessage().contains("multiple of [4, 4, 4]"));
			assertThrows(IllegalArgumentException.class, () -> predictor.logits(new float[7], PATCH));
		}
		assertThrows(InputException.class, () -> new SupervisedObjective(TINY, LossSpec.paperA(), 2, new int[] { 4, 4, 4 }));
	}

	@Test
	public void closedMeansClosed() {
		final Trainer trainer = trainer(TrainerState.initial(TINY, 1));
		trainer.step(batch(1), 0.01);
		trainer.close();
		assertThrows(IllegalStateException.class, () -> trainer.step(batch(1), 0.01));
		assertThrows(IllegalStateException.class, trainer::state);
		trainer.close();
		final Predictor predictor = engine.predictor(TINY, Weights.initial(TINY, 1), Device.CPU);
		predictor.close();
		assertThrows(IllegalStateException.class, () -> predictor.logits(new float[2 * 8 * 12 * 16], PATCH));
		predictor.close();
	}

	@Test
	public void batchesOfAnotherSizeAreRefused() {
		try (Trainer trainer = trainer(TrainerState.initial(TINY, 1))) {
			final Batch other = new Batch(1, 2, new int[] { 4, 4, 8 }, new float[256], new float[128], new float[128]);
			assertThrows(IllegalArgumentException.class, () -> trainer.step(other, 0.01));
		}
	}

	@Test
	public void weightsThatDoNotFitAreRefused() {
		final Map<String, Tensor> tensors = new LinkedHashMap<>(Weights.initial(TINY, 1).tensors());
		tensors.remove("decoder.seg_layers.0.bias");
		final InputException thrown = assertThrows(InputException.class,
			() -> engine.predictor(TINY, new Weights(tensors), Device.CPU));
		assertTrue(thrown.getMessage(), thrown.getMessage().contains("decoder.seg_layers.0.bias"));
	}

	private Trainer trainer(final TrainerState state) {
		return engine.trainer(OBJECTIVE, SGD, state, Device.CPU);
	}

	/** Noise, with the truth where channel 0 is high. */
	private static Batch batch(final long seed) {
		final int voxels = PATCH[0] * PATCH[1] * PATCH[2];
		final Random random = new Random(seed);
		final float[] input = new float[4 * voxels];
		for (int i = 0; i < input.length; i++) {
			input[i] = (float) random.nextGaussian();
		}
		final float[] truth = new float[2 * voxels];
		final float[] weights = new float[2 * voxels];
		Arrays.fill(weights, 1);
		for (int i = 0; i < truth.length; i++) {
			truth[i] = input[i / voxels * 2 * voxels + i % voxels] > 1 ? 1 : 0;
		}
		return new Batch(2, 2, PATCH, input, truth, weights);
	}
}
