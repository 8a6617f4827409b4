package org.lymphatlas.training;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.network.Batch;
import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.DualBranchObjective;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.ModelFolder;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.PriorBelief;
import org.lymphatlas.network.VNetDropout;
import org.lymphatlas.network.Weights;
import org.lymphatlas.network.dl4j.Dl4jEngine;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.volume.InputException;

public class PartiallyAnnotatedTest {

	private static final int[] PATCH = { 16, 16, 16 };
	private static final int EPOCHS = 300;
	private static final NetworkSpec NETWORK = TrainingPlan.vnet(NetworkSpec.DUAL_BRANCH_VNET, 1, List.of(4, 8),
		new double[] { 2, 2, 2 });

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	/** One ball in four is annotated. */
	private final List<TrainingCase> training = IntStream.range(0, 6).mapToObj(i -> Balls.of("partial-" + i,
		Annotation.PARTIAL, 32, 4, 1, 20 + i)).toList();
	private final List<TrainingCase> validation = Balls.list(3, Annotation.FULL, 32, 77);

	private PartiallyAnnotated supervision(final long seed) {
		return supervision(seed, Learning.Partial.paperB());
	}

	private PartiallyAnnotated supervision(final long seed, final Learning.Partial learning) {
		final TrainingPreset preset = TrainingPreset.dbdmp();
		return new PartiallyAnnotated(learning.objective(NETWORK, 2, PATCH), learning, new PatchSampler(training, preset
			.channels(), PATCH, 2, preset.sampling(), Augmentation.none(), i -> 1, VoxelWeights.UNIFORM, seed), EPOCHS, seed);
	}

	@Test
	public void aBatchHoldsAllThatTheObjectiveTakes() {
		final PartiallyAnnotated supervision = supervision(3);
		final Batch batch = supervision.draw(0, 0);
		supervision.objective().inputs().forEach((name, shape) -> assertArrayEquals(name, shape, batch.get(name).shape()));
	}

	@Test
	public void theBranchesShareEachPseudoLabelAtRandom() {
		final PartiallyAnnotated supervision = supervision(3);
		double sum = 0, squares = 0;
		final int batches = 200;
		for (int b = 0; b < batches; b++) {
			final Batch batch = supervision.draw(0, b);
			final float[] main = batch.get(DualBranchObjective.MAIN_SHARE).values();
			final float[] rest = batch.get(DualBranchObjective.AUXILIARY_SHARE).values();
			assertEquals("one mixture a step, batch " + b, main[0], main[1], 0);
			assertEquals(1, main[1] + rest[1], 1e-6);
			sum += main[0];
			squares += main[0] * main[0];
		}
		assertEquals("mean of U(0, 1)", 0.5, sum / batches, 0.06);
		assertEquals("mean square of U(0, 1)", 1.0 / 3, squares / batches, 0.06);
	}

	@Test
	public void dropoutKeepsHalfOfTheChannelsAndTheirMean() {
		final PartiallyAnnotated supervision = supervision(3);
		int zeros = 0, all = 0;
		for (int b = 0; b < 100; b++) {
			for (final float factor : supervision.draw(0, b).get(VNetDropout.auxiliary(1)).values()) {
				assertTrue("factor " + factor, factor == 0 || factor == 2);
				if (factor == 0) zeros++;
				all++;
			}
		}
		assertEquals(1600, all);
		assertEquals(0.5, (double) zeros / all, 0.05);
	}

	@Test
	public void theEncodersDropoutKeepsTheMean() {
		final Learning.Partial paper = Learning.Partial.paperB();
		final PartiallyAnnotated supervision = supervision(3, new Learning.Partial(paper.loss(), paper.rampUpShare(), paper
			.trust(), true));
		final float[] factors = supervision.draw(0, 0).get(VNetDropout.encoder(0)).values();
		assertEquals("two samples, four features", 2 * 4 * 16 * 16 * 16, factors.length);
		int zeros = 0;
		for (final float factor : factors) {
			assertTrue("factor " + factor, factor == 0 || factor == (float) (1 / 0.95));
			if (factor == 0) zeros++;
		}
		assertEquals(0.05, (double) zeros / factors.length, 0.005);
	}

	/** Equation 11: 2 exp(-5) = 0.013476 at first, 2 exp(-5 (1 - 50/99)^2) = 0.587589 in epoch 50, 2 from 99 on. */
	@Test
	public void pseudoLabelsGainWeightOverAThirdOfTheEpochs() {
		final PartiallyAnnotated supervision = supervision(3);
		assertEquals(0.0134759, weight(supervision, 0), 1e-6);
		assertEquals(0.5875888, weight(supervision, 50), 1e-6);
		assertEquals(2, weight(supervision, 99), 0);
		assertEquals(2, weight(supervision, 299), 0);
		final Learning.Partial paper = Learning.Partial.paperB();
		assertEquals("none is a weight from the start", 2, new Learning.Partial(paper.loss(), 0, paper.trust(), false)
			.pseudoWeight(0, EPOCHS), 0);
	}

	private static float weight(final PartiallyAnnotated supervision, final int epoch) {
		return supervision.draw(epoch, 7).get(DualBranchObjective.PSEUDO_WEIGHT).values()[0];
	}

	/** With both kinds of cases every other patch is of a full one: the balls of these are all annotated. */
	@Test
	public void batchesTellWhoseAnnotationIsPartial() {
		final TrainingPreset preset = TrainingPreset.lymphatlas();
		final Learning.Partial learning = new Learning.Partial(Learning.Partial.paperB().loss().withBelief(new PriorBelief(
			false, false, 0.4)), 0, AnnotationTrust.STANDARD, false);
		final List<TrainingCase> cases = new ArrayList<>(Balls.list(2, Annotation.FULL, 32, 3));
		cases.add(training.get(0));
		final NetworkSpec network = NETWORK.with(NETWORK.kind(), 3, 2);
		final PatchSampler sampler = new PatchSampler(cases, preset.channels(), PATCH, 2, preset.sampling(), Augmentation
			.none(), i -> 1, VoxelWeights.UNIFORM, 3);
		final PartiallyAnnotated supervision = new PartiallyAnnotated(learning.objective(network, 2, PATCH), learning, sampler,
			EPOCHS, 3);
		final int[] seen = new int[2];
		for (int b = 0; b < 10; b++) {
			final float[] partial = supervision.draw(0, b).get(DualBranchObjective.PARTIAL).values();
			for (int slot = 0; slot < 2; slot++) {
				assertEquals("batch " + b + ", slot " + slot, sampler.place(0, b, slot).source() == training.get(0) ? 1 : 0,
					partial[slot], 0);
				seen[(int) partial[slot]]++;
			}
		}
		assertArrayEquals(new int[] { 10, 10 }, seen);
	}

	@Test
	public void drawsFollowFromSeedAndIndex() {
		final Batch batch = supervision(3).draw(5, 17), same = supervision(3).draw(5, 17), other = supervision(4).draw(5, 17);
		batch.tensors().forEach((name, tensor) -> assertArrayEquals(name, tensor.values(), same.get(name).values(), 0));
		assertTrue(batch.get(DualBranchObjective.MAIN_SHARE).values()[0] != other.get(DualBranchObjective.MAIN_SHARE)
			.values()[0]);
	}

	@Test
	public void everyOtherPatchIsCentredOnANode() {
		final PartiallyAnnotated supervision = supervision(3);
		for (int b = 0; b < 10; b++) {
			final float[] target = supervision.draw(0, b).target();
			final int centre = (8 * 16 + 8) * 16 + 8, voxels = 16 * 16 * 16;
			assertEquals("batch " + b, 1, Math.max(target[centre], target[voxels + centre]), 0);
		}
	}

	private TrainingOptions options(final TrainingPreset preset, final NetworkSpec network, final int epochs,
		final int iterations, final boolean resume)
	{
		return options(preset, network, epochs, iterations, resume, 0.03);
	}

	private TrainingOptions options(final TrainingPreset preset, final NetworkSpec network, final int epochs,
		final int iterations, final boolean resume, final double learningRate)
	{
		return new TrainingOptions(preset.with(p -> {
			p.augmentation = Augmentation.none();
			p.learningRate = learningRate;
		}), network, new CtNormalization(-100, 200, 40, 30), new double[] { 2, 2, 2 }, PATCH, 2, epochs, iterations, 6, 7,
			Device.CPU, resume, Double.POSITIVE_INFINITY, TrainingOptions.Keep.LAST, Optional.empty());
	}

	/** Three of four balls are not annotated: taking them for background costs what pseudo labels keep. */
	@Test
	public void findsWhatTheAnnotationLacks() {
		final NetworkSpec single = NetworkSpec.vnet(NetworkSpec.VNET, 1, NETWORK.features(), NETWORK.kernels(), NETWORK
			.strides());
		final TrainingPreset crossEntropy = TrainingPreset.baseline().with(p -> {
			p.optimizer = p.optimizer.withMomentum(0.9);
			p.annotated(a -> a.withLoss(LossSpec.ceAndDice().withWeights(1, 0, 0)));
		});
		final double baseline = dice(crossEntropy, single), dbdmp = dice(TrainingPreset.dbdmp(), NETWORK);
		assertTrue("Dice " + dbdmp + ", of cross-entropy alone " + baseline, dbdmp > baseline + 0.2 && dbdmp > 0.6);
	}

	private double dice(final TrainingPreset preset, final NetworkSpec network) {
		final Path output = folder.getRoot().toPath().resolve(preset.name());
		return TrainingLoop.run(options(preset, network, 8, 20, false), training, validation, new Dl4jEngine(), output,
			new InlineTask("train")).curves().get(7).validationDice();
	}

	@Test
	public void resumesBitExactly() {
		final Path whole = folder.getRoot().toPath().resolve("whole"), parts = folder.getRoot().toPath().resolve("parts");
		final TrainingPreset preset = TrainingPreset.dbdmp();
		TrainingLoop.run(options(preset, NETWORK, 3, 4, false), training, validation, new Dl4jEngine(), whole, new InlineTask(
			"train"));
		for (final int cancelAfter : new int[] { 3, 4, 7 })
			assertThrows(CancellationException.class, () -> TrainingLoop.run(options(preset, NETWORK, 3, 4, true), training,
				validation, new Dl4jEngine(), parts, new TrainingLoopTest.Interruption(cancelAfter)));
		TrainingLoop.run(options(preset, NETWORK, 3, 4, true), training, validation, new Dl4jEngine(), parts, new InlineTask(
			"train"));
		final Weights expected = ModelFolder.read(whole).weights(), actual = ModelFolder.read(parts).weights();
		for (final String name : expected.names())
			assertArrayEquals(name, expected.get(name).values(), actual.get(name).values(), 0);
	}

	/** So that the curves of trainings that trust otherwise can be compared. */
	@Test
	public void validationMeasuresTheSameWhateverTrainingTrusts() {
		final double[] losses = new double[2];
		for (int k = 0; k < 2; k++) {
			final PriorBelief belief = new PriorBelief(k == 1, k == 1, 1);
			final TrainingPreset preset = TrainingPreset.dbdmp().with(p -> p.partial(l -> new Learning.Partial(l.loss()
				.withBelief(belief), 0, l.trust(), false)));
			losses[k] = TrainingLoop.run(options(preset, NETWORK, 1, 1, false, 1e-12), training, List.of(Balls.of("partial",
				Annotation.PARTIAL, 32, 4, 1, 99)), new Dl4jEngine(), folder.getRoot().toPath().resolve("trust-" + k),
				new InlineTask("train")).curves().get(0).validationLoss();
		}
		assertEquals(losses[0], losses[1], 1e-9);
	}

	@Test
	public void oneBranchCannotMakePseudoLabels() {
		final InputException e = assertThrows(InputException.class, () -> TrainingPreset.dbdmp().learning().objective(NetworkSpec
			.small(1), 2, new int[] { 32, 32, 32 }));
		assertTrue(e.getMessage(), e.getMessage().contains("dual-branch-vnet"));
	}
}
