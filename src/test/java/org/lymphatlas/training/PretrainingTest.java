package org.lymphatlas.training;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.Model;
import org.lymphatlas.network.ModelFolder;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.dl4j.Dl4jEngine;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.training.TrainingOptions.Keep;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.volume.InputException;

/** Paper B's pre-training through the one loop, on the engine that ships. */
public class PretrainingTest {

	private static final NetworkSpec NETWORK = NetworkSpec.dualBranch(1, List.of(4, 8), new int[] { 3, 3, 3 }, new int[] { 2,
		2, 2 }).with(NetworkSpec.DUAL_BRANCH_VNET, 1, 1);

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final List<TrainingCase> training = new ArrayList<>(Balls.list(2, Annotation.NONE, 24, 1));
	private final List<TrainingCase> validation = Balls.list(1, Annotation.NONE, 24, 77);

	public PretrainingTest() {
		training.addAll(Balls.list(1, Annotation.PARTIAL, 24, 5));
	}

	private TrainingOptions options(final TrainingPreset preset, final int epochs, final int iterations,
		final boolean resume, final Keep keep)
	{
		return new TrainingOptions(preset, NETWORK, new CtNormalization(-50, 130, 40, 30), new double[] { 2, 2, 2 }, new int[] {
			16, 16, 16 }, 2, epochs, iterations, 4, 7, Device.CPU, resume, Double.POSITIVE_INFINITY, keep, Optional.empty());
	}

	private static TrainingPreset preset() {
		return TrainingPreset.modelGenesis().with(p -> p.optimizer = p.optimizer.withMomentum(0.9));
	}

	private TrainingOutcome run(final TrainingOptions options, final Path output, final InlineTask task) {
		return TrainingLoop.run(options, training, validation, new Dl4jEngine(), output, task);
	}

	@Test
	public void learnsToRestore() throws Exception {
		final Path output = folder.getRoot().toPath();
		final TrainingOutcome outcome = run(options(preset(), 4, 25, false, Keep.LAST), output, new InlineTask("train"));
		final EpochRecord first = outcome.curves().get(0), last = outcome.curves().get(3);
		assertTrue("training loss falls: " + outcome.curves(), last.trainLoss() < 0.8 * first.trainLoss());
		assertTrue("validation loss falls: " + outcome.curves(), last.validationLoss() < first.validationLoss());
		final Model model = ModelFolder.read(output);
		assertEquals(1, model.description().network().outputChannels());
		assertTrue(Files.readAllLines(output.resolve("curves.csv")).get(1).contains(",NaN,NaN,"));
	}

	@Test
	public void lossesTakeTheDicesPlace() {
		final Path output = folder.getRoot().toPath();
		final TrainingOutcome outcome = run(options(preset(), 5, 4, false, Keep.BEST), output, new InlineTask("train"));
		double average = Double.NaN, best = Double.POSITIVE_INFINITY;
		int bestEpoch = -1;
		for (final EpochRecord epoch : outcome.curves()) {
			assertTrue("nothing is segmented", Double.isNaN(epoch.validationDice()) && Double.isNaN(epoch.diceAverage()));
			average = Double.isNaN(average) ? epoch.validationLoss() : 0.9 * average + 0.1 * epoch.validationLoss();
			assertEquals(average, epoch.lossAverage(), 1e-12);
			if (average < best) {
				best = average;
				bestEpoch = epoch.epoch();
			}
		}
		assertTrue(Double.isNaN(outcome.bestDiceAverage()));
		assertEquals(best, outcome.bestLossAverage(), 1e-12);
		final Model model = ModelFolder.read(output);
		assertEquals(bestEpoch + 1.0, ((Number) model.description().training().get("epochsDone")).doubleValue(), 0);
		assertEquals(best, ((Number) model.description().training().get("validationLossAverage")).doubleValue(), 1e-12);
		assertFalse(model.description().training().containsKey("validationDiceAverage"));
	}

	@Test
	public void resumesBitExactly() throws Exception {
		final Path whole = folder.getRoot().toPath().resolve("whole"), parts = folder.getRoot().toPath().resolve("parts");
		run(options(preset(), 3, 4, false, Keep.BEST), whole, new InlineTask("train"));
		for (final int cancelAfter : new int[] { 3, 4, 7 })
			assertThrows(CancellationException.class, () -> run(options(preset(), 3, 4, true, Keep.BEST), parts,
				new TrainingLoopTest.Interruption(cancelAfter)));
		run(options(preset(), 3, 4, true, Keep.BEST), parts, new InlineTask("train"));
		assertArrayEquals(Files.readAllBytes(whole.resolve("weights.safetensors")), Files.readAllBytes(parts.resolve(
			"weights.safetensors")));
		final Checkpoint a = Checkpoint.read(whole.resolve("checkpoint/last.safetensors")), b = Checkpoint.read(parts.resolve(
			"checkpoint/last.safetensors"));
		for (final String name : a.state().weights().names()) {
			assertArrayEquals(name, a.state().weights().get(name).values(), b.state().weights().get(name).values(), 0);
			assertArrayEquals(name, a.state().momentum().get(name).values(), b.state().momentum().get(name).values(), 0);
		}
		for (int e = 0; e < 3; e++) {
			final EpochRecord x = a.progress().curves().get(e), y = b.progress().curves().get(e);
			assertEquals("loss of epoch " + e, x.trainLoss(), y.trainLoss(), 0);
			assertEquals("validation loss of epoch " + e, x.validationLoss(), y.validationLoss(), 0);
			assertEquals("its average of epoch " + e, x.lossAverage(), y.lossAverage(), 0);
		}
	}

	@Test
	public void aSingleDecoderIsPretrainedToo() {
		final TrainingOptions dual = options(preset(), 1, 2, false, Keep.LAST);
		final TrainingOptions single = new TrainingOptions(dual.preset(), NETWORK.with(NetworkSpec.VNET, 1, 1), dual
			.ctNormalization(), dual.spacingMm(), dual.patchZyx(), 2, 1, 2, 0, 7, Device.CPU, false, Double.POSITIVE_INFINITY,
			Keep.LAST, Optional.empty());
		assertTrue(run(single, folder.getRoot().toPath(), new InlineTask("train")).completed());
	}

	@Test
	public void otherAugmentationIsRefused() {
		final TrainingPreset turned = preset().with(p -> p.augmentation = Augmentation.nnunet());
		final InputException e = assertThrows(InputException.class, () -> run(options(turned, 1, 1, false, Keep.LAST), folder
			.getRoot().toPath(), new InlineTask("train")));
		assertTrue(e.getMessage(), e.getMessage().contains("in its own way"));
	}
}
