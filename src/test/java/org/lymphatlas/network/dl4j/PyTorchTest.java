package org.lymphatlas.network.dl4j;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Map;

import org.junit.Test;
import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.DiceForm;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.OptimizerSpec;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.network.SemiSupervisedObjective;
import org.lymphatlas.network.StepResult;
import org.lymphatlas.network.SupervisedObjective;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.TrainerState;
import org.lymphatlas.network.Weights;

/**
 * Logits, losses, gradients and four training steps of {@link PeerNetwork} against PyTorch 2.15 in double precision with
 * dynamic-network-architectures 0.4.4 (ResidualEncoderUNet, 74 tensors in the order of parameters()).
 */
public class PyTorchTest {

	private static final Objective PAPER_A = PeerNetwork.objective(LossSpec.paperA());
	private static final OptimizerSpec CLIPPED = new OptimizerSpec(0.99, 3e-5, 0.2);

	@Test
	public void parametersAreAsManyAsPyTorchs() {
		assertEquals(17282, PeerNetwork.weights().parameterCount());
		assertEquals(74, PeerNetwork.weights().names().size());
	}

	@Test
	public void logits() {
		try (Trainer trainer = trainer(PAPER_A)) {
			final float[] logits = trainer.evaluate(PAPER_A, PeerNetwork.batch()).logits();
			assertEquals(2 * 2 * 8 * 8 * 16, logits.length);
			assertEquals(0.243922725, logits[0], 1e-5);
			assertEquals(0.526952241, logits[1], 1e-5);
			assertEquals(0.348113295, logits[17], 1e-5);
			assertEquals(0.47418988, logits[logits.length / 2 + 5], 1e-5);
			assertEquals(0.0418676955, logits[logits.length - 1], 1e-5);
			double sum = 0;
			double absolute = 0;
			for (final float logit : logits) {
				sum += logit;
				absolute += Math.abs(logit);
			}
			assertEquals(267.054433, sum, 2e-3);
			assertEquals(834.992728, absolute, 2e-3);
		}
	}

	@Test
	public void predictorAndTrainerAgree() {
		final Batch batch = PeerNetwork.batch();
		final int voxels = batch.target().length / 2;
		final float[] second = new float[3 * voxels];
		System.arraycopy(batch.input(), second.length, second, 0, second.length);
		try (Trainer trainer = trainer(PAPER_A);
				Predictor predictor = new Dl4jEngine().predictor(PeerNetwork.SPEC, PeerNetwork.weights(), Device.CPU)) {
			final float[] trained = trainer.evaluate(PAPER_A, batch).logits();
			final float[] predicted = predictor.logits(second, batch.sizeZyx());
			assertEquals(2 * voxels, predicted.length);
			for (int i = 0; i < predicted.length; i++) {
				assertEquals("value " + i, trained[2 * voxels + i], predicted[i], 1e-5);
			}
		}
	}

	@Test
	public void lossesOfAllHeads() {
		assertEquals(0.3660143417, loss(LossSpec.paperA()), 1e-6);
		assertEquals(0.373884282, loss(new LossSpec(0.25, 0.25, 0.5, 0.25, 0.75, DiceForm.LITERAL)), 1e-6);
		assertEquals(0.2902466784, loss(LossSpec.ceAndDice()), 1e-6);
	}

	@Test
	public void gradients() {
		// Without momentum and decay, a step of rate 1 moves the weights by minus the gradient.
		final Weights before = PeerNetwork.weights();
		try (Trainer trainer = new Dl4jEngine().trainer(PAPER_A, new OptimizerSpec(0, 0, 1e6),
			new TrainerState(before, before.zerosLike()), Device.CPU)) {
			assertEquals(0.2797788161, trainer.step(PeerNetwork.batch(), 1).gradientNorm(), 1e-5);
			final Weights after = trainer.state().weights();
			assertGradient(before, after, "encoder.stem.convs.0.conv.weight", 0.20170934, -0.0171234934);
			assertGradient(before, after, "encoder.stages.1.blocks.0.skip.1.conv.weight", 0.0160773259, -0.00368838754);
			assertGradient(before, after, "encoder.stages.1.blocks.1.conv2.norm.weight", 0.00430340865, -0.00046024559);
			assertGradient(before, after, "encoder.stages.3.blocks.0.conv1.conv.weight", 0.00786163774, 0.000243722364);
			assertGradient(before, after, "decoder.transpconvs.0.weight", 0.0100278738, -0.000603158081);
			assertGradient(before, after, "decoder.stages.2.convs.0.norm.bias", 0.0186622707, -0.000793928645);
			assertGradient(before, after, "decoder.seg_layers.2.bias", 0.0702654293, 0.0496851616);
			assertGradient(before, after, "decoder.seg_layers.0.weight", 0.0130344024, -0.00175175921);
		}
	}

	private static void assertGradient(final Weights before, final Weights after, final String name, final double norm,
			final double first) {
		double squares = 0;
		final float[] b = before.get(name).values();
		final float[] a = after.get(name).values();
		for (int i = 0; i < b.length; i++) {
			squares += Math.pow((double) b[i] - a[i], 2);
		}
		assertEquals(name, norm, Math.sqrt(squares), 1e-5);
		assertEquals(name, first, (double) b[0] - a[0], 2e-6);
	}

	@Test
	public void fourClippedSteps() {
		final double[] losses = { 0.3660143417, 0.3650659476, 0.3645536518, 0.3635923583 };
		final double[] norms = { 0.2797788161, 0.2270335627, 0.2465766653, 0.2114704989 };
		try (Trainer trainer = trainer(PAPER_A)) {
			for (int i = 0; i < losses.length; i++) {
				final StepResult result = trainer.step(PeerNetwork.batch(), 0.01);
				assertEquals("loss of step " + i, losses[i], result.loss(), 1e-6);
				assertEquals("norm of step " + i, norms[i], result.gradientNorm(), 2e-5);
			}
			final Weights weights = trainer.state().weights();
			assertWeights(weights, "encoder.stem.convs.0.conv.weight", 20.4793511, 0.00136322256, 0.0548170045);
			assertWeights(weights, "encoder.stages.1.blocks.1.conv2.norm.weight", 5.97503794, 1.09974906, 1.03563374);
			assertWeights(weights, "encoder.stages.3.blocks.0.conv1.conv.weight", 330.025969, 0.294006323, 0.233980525);
			assertWeights(weights, "decoder.transpconvs.0.weight", 48.9050908, -0.26428605, 0.156112035);
			assertWeights(weights, "decoder.seg_layers.0.weight", 3.12125422, -0.26162355, 0.294468992);
		}
	}

	private static void assertWeights(final Weights weights, final String name, final double absoluteSum,
			final double first, final double last) {
		final float[] values = weights.get(name).values();
		double sum = 0;
		for (final float value : values) {
			sum += Math.abs(value);
		}
		assertEquals(name, absoluteSum, sum, 1e-6 * Math.max(1, values.length));
		assertEquals(name, first, values[0], 1e-6);
		assertEquals(name, last, values[values.length - 1], 1e-6);
	}

	@Test
	public void oneTrainerEvaluatesSeveralObjectivesWithTheWeightsOfNow() {
		final Objective nnunet = PeerNetwork.objective(LossSpec.ceAndDice());
		try (Trainer trainer = trainer(PAPER_A)) {
			assertEquals(0.2902466784, trainer.evaluate(nnunet, PeerNetwork.batch()).loss(), 1e-6);
			trainer.step(PeerNetwork.batch(), 0.01);
			assertEquals(0.3650659476, trainer.evaluate(PAPER_A, PeerNetwork.batch()).loss(), 1e-6);
			final double after = trainer.evaluate(nnunet, PeerNetwork.batch()).loss();
			final Weights weights = trainer.weights();
			try (Trainer other = new Dl4jEngine().trainer(nnunet, CLIPPED, new TrainerState(weights, weights.zerosLike()),
				Device.CPU)) {
				assertEquals(other.evaluate(nnunet, PeerNetwork.batch()).loss(), after, 0);
			}
		}
	}

	@Test
	public void semiSupervisedLossIsTheSupervisedOneAndWeightedCrossEntropy() {
		final Batch batch = PeerNetwork.batch();
		final SupervisedObjective supervised = PeerNetwork.objective(LossSpec.paperA());
		final Objective semiSupervised = new SemiSupervisedObjective(supervised, PeerNetwork.SPEC);
		final Tensor two = new Tensor(batch.get(Batch.TARGET).shape(), new float[batch.target().length]);
		Arrays.fill(two.values(), 2);
		final double ce = loss(new LossSpec(1, 0, 0, 0.5, 0.5, DiceForm.EFFECTIVE));
		final Batch both = batch.with(Map.of(SemiSupervisedObjective.UNLABELLED_INPUT, batch.get(Batch.INPUT),
			SemiSupervisedObjective.PSEUDO_LABEL, batch.get(Batch.TARGET), SemiSupervisedObjective.PSEUDO_WEIGHT, two));
		try (Trainer trainer = trainer(semiSupervised)) {
			assertEquals(0.3660143417 + 2 * ce, trainer.evaluate(semiSupervised, both).loss(), 2e-6);
			final Trainer alone = trainer(supervised);
			assertArrayEquals(alone.evaluate(supervised, batch).logits(), trainer.evaluate(semiSupervised, both).logits(), 0);
			alone.close();
			final double before = trainer.step(both, 0.01).loss();
			assertTrue("a step lowers " + before, trainer.evaluate(semiSupervised, both).loss() < before);
			assertThrows("the pseudo-labels are missing", IllegalArgumentException.class, () -> trainer.step(batch, 0.01));
		}
	}

	private static double loss(final LossSpec spec) {
		final Objective objective = PeerNetwork.objective(spec);
		try (Trainer trainer = trainer(objective)) {
			return trainer.evaluate(objective, PeerNetwork.batch()).loss();
		}
	}

	private static Trainer trainer(final Objective objective) {
		final Weights weights = PeerNetwork.weights();
		return new Dl4jEngine().trainer(objective, CLIPPED, new TrainerState(weights, weights.zerosLike()), Device.CPU);
	}
}
