package org.lymphatlas.training;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.Model;
import org.lymphatlas.network.ModelFolder;
import org.lymphatlas.network.NetworkEngine;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.network.Weights;
import org.lymphatlas.network.dl4j.Dl4jEngine;
import org.lymphatlas.segmentation.SlidingWindow;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.volume.FloatVolume;

/** The loop on the engine that ships: a network learns, is kept, and finds what it learnt. */
public class LearningTest {

	private static final NetworkSpec NETWORK = NetworkSpec.isotropic(3, List.of(4, 8), List.of(1, 1));

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final NetworkEngine engine = new Dl4jEngine();
	private final List<TrainingCase> training = Balls.list(4, Annotation.FULL, 32, 1);
	private final List<TrainingCase> validation = Balls.list(2, Annotation.FULL, 32, 77);

	private static TrainingOptions options(final int epochs, final int iterations, final boolean resume) {
		final TrainingPreset preset = TrainingPreset.atlasPriors().with(p -> {
			// Balls are told by their brightness alone, which random textures take away.
			p.augmentation = Augmentation.nnunet();
			p.optimizer = p.optimizer.withMomentum(0.9);
			p.learningRate = 0.03;
			p.twoPhases = false;
		});
		return new TrainingOptions(preset, NETWORK, new CtNormalization(-100, 200, 40, 30), new double[] { 2, 2, 2 }, new int[] { 16, 16, 16 }, 2, epochs, iterations, 4, 7, Device.CPU, resume,
			Double.POSITIVE_INFINITY, TrainingOptions.Keep.LAST, Optional.empty());
	}

	@Test
	public void learnsBrightBalls() {
		final Path output = folder.getRoot().toPath();
		final TrainingOutcome outcome = TrainingLoop.run(options(4, 25, false), training, validation, engine, output,
			new InlineTask("train"));
		final EpochRecord first = outcome.curves().get(0), last = outcome.curves().get(3);
		assertTrue("training loss falls: " + outcome.curves(), last.trainLoss() < 0.5 * first.trainLoss());
		assertTrue("validation loss falls: " + outcome.curves(), last.validationLoss() < first.validationLoss());
		assertTrue("Dice of unseen balls: " + outcome.curves(), last.validationDice() > 0.85);
		assertEquals(last.validationDice(), wholeCaseDice(ModelFolder.read(output)), 0.1);
	}

	private double wholeCaseDice(final Model model) {
		final TrainingCase unseen = validation.get(0);
		final float[][] channels = model.description().channels().stream().map(c -> Balls.values(unseen, c)).toArray(
			float[][]::new);
		try (Predictor predictor = engine.predictor(model.description().network(), model.weights(), Device.CPU)) {
			final FloatVolume probability = SlidingWindow.of(model.description()).probability(List.of(predictor), channels,
				new float[] { unseen.padding(InputChannel.CT), 0, 0 }, unseen.grid(), new InlineTask("predict"));
			int both = 0, predicted = 0;
			for (int i = 0; i < probability.values().length; i++) {
				if (probability.values()[i] < 0.5) continue;
				predicted++;
				both += unseen.target().get(i);
			}
			return 2.0 * both / (predicted + unseen.foreground().count());
		}
	}

	@Test
	public void resumesBitExactly() {
		final Path whole = folder.getRoot().toPath().resolve("whole"), parts = folder.getRoot().toPath().resolve("parts");
		TrainingLoop.run(options(2, 6, false), training, validation, engine, whole, new InlineTask("train"));
		for (final int cancelAfter : new int[] { 4, 6, 9 }) {
			assertThrows(CancellationException.class, () -> TrainingLoop.run(options(2, 6, true), training, validation, engine,
				parts, new TrainingLoopTest.Interruption(cancelAfter)));
		}
		TrainingLoop.run(options(2, 6, true), training, validation, engine, parts, new InlineTask("train"));
		final Weights expected = ModelFolder.read(whole).weights(), actual = ModelFolder.read(parts).weights();
		for (final String name : expected.names())
			assertArrayEquals(name, expected.get(name).values(), actual.get(name).values(), 0);
	}
}
