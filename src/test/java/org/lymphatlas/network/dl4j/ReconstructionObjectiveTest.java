package org.lymphatlas.network.dl4j;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.Test;
import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.OptimizerSpec;
import org.lymphatlas.network.ReconstructionObjective;
import org.lymphatlas.network.StepResult;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.TrainerState;
import org.lymphatlas.network.VNetDropout;
import org.lymphatlas.network.Weights;
import org.lymphatlas.volume.InputException;

/**
 * Loss and gradients of paper B's pre-training on a tiny network with weights and data from formulas, against PyTorch 2 in
 * double precision, and against differences.
 */
public class ReconstructionObjectiveTest {

	private static final NetworkSpec DUAL = network(NetworkSpec.DUAL_BRANCH_VNET, 1);
	private static final NetworkSpec SINGLE = network(NetworkSpec.VNET, 1);
	private static final int[] SIZE = { 4, 8, 8 };

	private static NetworkSpec network(final String kind, final int outputChannels) {
		return new NetworkSpec(kind, 1, outputChannels, List.of(4, 6, 8), List.of(1, 1, 1), List.of(2), List.of(new int[] { 1,
			3, 3 }, new int[] { 3, 3, 3 }, new int[] { 3, 3, 3 }), List.of(new int[] { 1, 1, 1 }, new int[] { 1, 2, 2 },
				new int[] { 2, 2, 2 }), false);
	}

	/** Input i: sin(0.37 i), original i: cos(0.11 i); every other channel is dropped, alternately in the two samples. */
	private static Batch batch() {
		final Tensor input = Tensor.zeros(2, 1, 4, 8, 8), original = Tensor.zeros(2, 1, 4, 8, 8);
		for (int i = 0; i < input.values().length; i++) {
			input.values()[i] = (float) Math.sin(0.37 * i);
			original.values()[i] = (float) Math.cos(0.11 * i);
		}
		final Map<String, Tensor> tensors = new LinkedHashMap<>(Map.of(Batch.INPUT, input, Batch.TARGET, original));
		for (int s = 0; s < 3; s++) {
			final int channels = DUAL.features().get(s);
			final Tensor mask = Tensor.zeros(2, channels);
			for (int n = 0; n < 2; n++)
				for (int c = 0; c < channels; c++)
					mask.values()[n * channels + c] = (n + c) % 2 == 0 ? 2 : 0;
			tensors.put(VNetDropout.auxiliary(s), mask);
		}
		return new Batch(tensors);
	}

	private static ReconstructionObjective objective(final NetworkSpec network) {
		return new ReconstructionObjective(new VNetDropout(network, false, 2, SIZE));
	}

	@Test
	public void bothDecodersRestore() {
		final float[] logits = assertLoss(DUAL, 13270, 1.3522631227, 2.6508183008);
		assertEquals(0.297505534, logits[0], 1e-5);
		assertEquals(0.240191314, logits[17], 1e-5);
		assertEquals(-0.200051224, logits[511], 1e-5);
	}

	@Test
	public void oneDecoderRestores() {
		assertLoss(SINGLE, 9347, 0.6409285692, 1.4597154952);
	}

	private static float[] assertLoss(final NetworkSpec network, final long parameters, final double loss,
		final double norm)
	{
		final ReconstructionObjective objective = objective(network);
		final Weights weights = NetworkValuesTest.weights(network, Math::sin);
		assertEquals(parameters, weights.parameterCount());
		try (Trainer trainer = trainer(objective, weights)) {
			final float[] logits = trainer.evaluate(objective, batch()).logits();
			final StepResult result = trainer.step(batch(), 1);
			assertEquals(loss, result.loss(), 1e-6);
			assertEquals(norm, result.gradientNorm(), 1e-5);
			return logits;
		}
	}

	@Test
	public void gradientsArePyTorchs() {
		final Weights before = NetworkValuesTest.weights(DUAL, Math::sin);
		try (Trainer trainer = trainer(objective(DUAL), before)) {
			trainer.step(batch(), 1);
			final Weights after = trainer.weights();
			assertGradient(before, after, "encoder.0.conv1.conv.weight", 0.293401797, 0.009453302);
			assertGradient(before, after, "encoder.0.skip.conv.weight", 0.004490521, -0.004458827);
			assertGradient(before, after, "encoder.1.down.weight", 0.542387334, -0.032490439);
			assertGradient(before, after, "encoder.2.conv2.norm.weight", 0.020300331, -0.002992456);
			assertGradient(before, after, "main.1.up.conv.weight", 0.055140635, -0.014114012);
			assertGradient(before, after, "main.0.conv1.conv.weight", 0.038318770, -0.001454143);
			assertGradient(before, after, "main.head.weight", 0.759380788, -0.044757851);
			assertGradient(before, after, "main.head.bias", 0.316825511, 0.316825511);
			assertGradient(before, after, "auxiliary.1.up.norm.bias", 0.012477494, 0.000611714);
			assertGradient(before, after, "auxiliary.0.conv2.conv.weight", 0.147109377, 0.002440126);
			assertGradient(before, after, "auxiliary.head.weight", 1.035665535, 0.524061787);
		}
	}

	private static void assertGradient(final Weights before, final Weights after, final String name, final double norm,
		final double first)
	{
		final float[] b = before.get(name).values(), a = after.get(name).values();
		double squares = 0;
		for (int i = 0; i < b.length; i++)
			squares += Math.pow((double) b[i] - a[i], 2);
		assertEquals(name, norm, Math.sqrt(squares), 1e-5);
		assertEquals(name, first, (double) b[0] - a[0], 3e-6);
	}

	/** The loss is a square in each of the heads' weights, so that differences of any step are exact. */
	@Test
	public void gradientsOfTheHeadsAreDifferences() {
		final ReconstructionObjective objective = objective(DUAL);
		final Weights weights = NetworkValuesTest.weights(DUAL, Math::sin);
		final Weights after;
		try (Trainer trainer = trainer(objective, weights)) {
			trainer.step(batch(), 1);
			after = trainer.weights();
		}
		for (final String name : List.of("main.head.weight", "main.head.bias", "auxiliary.head.weight",
			"auxiliary.head.bias"))
			for (int i = 0; i < weights.get(name).values().length; i++) {
				final double difference = (loss(objective, moved(weights, name, i, 0.25f)) - loss(objective, moved(weights, name,
					i, -0.25f))) / 0.5;
				assertEquals(name + ", value " + i, difference, (double) weights.get(name).values()[i] - after.get(name)
					.values()[i], 5e-6);
			}
	}

	private static Weights moved(final Weights weights, final String name, final int index, final float by) {
		final Weights moved = weights.copy();
		moved.get(name).values()[index] += by;
		return moved;
	}

	private static double loss(final ReconstructionObjective objective, final Weights weights) {
		try (Trainer trainer = trainer(objective, weights)) {
			return trainer.evaluate(objective, batch()).loss();
		}
	}

	@Test
	public void theLossIsTheMeanSquaredErrorOfTheWholeBatch() {
		final ReconstructionObjective objective = objective(SINGLE);
		try (Trainer trainer = trainer(objective, NetworkValuesTest.weights(SINGLE, Math::sin))) {
			final float[] restored = trainer.evaluate(objective, batch()).logits(), original = batch().target();
			double squares = 0;
			for (int i = 0; i < original.length; i++)
				squares += Math.pow((double) restored[i] - original[i], 2);
			assertEquals(squares / original.length, trainer.evaluate(objective, batch()).loss(), 1e-6);
		}
	}

	@Test
	public void onlyTheDualBranchNetworkTakesMasksUnlessTheEncoderDoes() {
		assertTrue(objective(SINGLE).dropout().rates().isEmpty());
		assertEquals(Map.of("mask0", 0.5, "mask1", 0.5, "mask2", 0.5), objective(DUAL).dropout()
			.rates());
		final VNetDropout single = new VNetDropout(SINGLE, true, 2, SIZE);
		assertEquals(Map.of("encoderMask0", 0.05, "encoderMask1", 0.1), single.rates());
		assertArrayEquals(new int[] { 2, SINGLE.features().get(1), 4, 4, 4 }, new ReconstructionObjective(single).inputs().get(
			"encoderMask1"));
	}

	@Test
	public void otherNetworksAreRefused() {
		final InputException classes = assertThrows(InputException.class, () -> objective(network(NetworkSpec.DUAL_BRANCH_VNET,
			2)));
		assertTrue(classes.getMessage(), classes.getMessage().contains("one output channel"));
		assertThrows(InputException.class, () -> objective(network(NetworkSpec.PLAIN_UNET, 1)));
	}

	/** Without momentum and decay, a step of rate 1 moves the weights by minus the gradient. */
	private static Trainer trainer(final ReconstructionObjective objective, final Weights weights) {
		return new Dl4jEngine().trainer(objective, new OptimizerSpec(0, 0, 1e6), new TrainerState(weights, weights
			.zerosLike()), Device.CPU);
	}
}
