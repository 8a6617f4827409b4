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
import org.lymphatlas.network.TrainerState;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.InputException;

public class TrainingLoopTest {

	private static final NetworkSpec NETWORK = NetworkSpec.isotropic(3, List.of(2, 4), List.of(1, 1));

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final List<TrainingCase> training = new ArrayList<>(Balls.list(2, Annotation.PARTIAL, 20, 1));
	private final List<TrainingCase> validation = Balls.list(1, Annotation.FULL, 20, 9);

	public TrainingLoopTest() {
		training.addAll(Balls.list(2, Annotation.FULL, 20, 5));
	}

	private static TrainingOptions options(final int epochs, final long seed, final boolean resume,
		final double maxMinutes, final TrainingOptions.Keep keep)
	{
		return new TrainingOptions(TrainingPreset.atlasPriors().with(p -> p.optimizer = p.optimizer.withMomentum(
			0.9)), NETWORK, new CtNormalization(-100, 200, 40,
			30), new double[] { 2, 2, 2 }, new int[] { 8, 8, 8 }, 2, epochs, 5, 2, seed, Device.CPU, resume, maxMinutes, keep,
			Optional.empty());
	}

	private static TrainingOptions options(final int epochs, final boolean resume) {
		return options(epochs, 7, resume, Double.POSITIVE_INFINITY, TrainingOptions.Keep.LAST);
	}

	private TrainingOutcome run(final TrainingOptions options, final Path output) {
		return TrainingLoop.run(options, training, validation, new FakeEngine(), output, new InlineTask("train"));
	}

	private static Path last(final Path output) {
		return output.resolve("checkpoint/last.safetensors");
	}

	private static void assertSameState(final String when, final Path expected, final Path actual) {
		final Checkpoint a = Checkpoint.read(last(expected)), b = Checkpoint.read(last(actual));
		assertSame(when + ", weights ", a.state(), b.state());
		assertEquals(a.progress().epoch(), b.progress().epoch());
		assertEquals(a.progress().bestAverage(), b.progress().bestAverage(), 0);
		for (int e = 0; e < a.progress().curves().size(); e++) {
			final EpochRecord x = a.progress().curves().get(e), y = b.progress().curves().get(e);
			assertEquals(when + ", loss of epoch " + e, x.trainLoss(), y.trainLoss(), 0);
			assertEquals(when + ", Dice of epoch " + e, x.validationDice(), y.validationDice(), 0);
			assertEquals(when + ", average of epoch " + e, x.diceAverage(), y.diceAverage(), 0);
		}
	}

	private static void assertSame(final String what, final TrainerState a, final TrainerState b) {
		assertEquals(a.weights().names(), b.weights().names());
		for (final String name : a.weights().names()) {
			assertArrayEquals(what + name, a.weights().get(name).values(), b.weights().get(name).values(), 0);
			assertArrayEquals(what + name, a.momentum().get(name).values(), b.momentum().get(name).values(), 0);
		}
	}

	/** Cancels when so many steps were done. */
	static final class Interruption extends InlineTask {

		private final long after;

		Interruption(final long after) {
			super("train");
			this.after = after;
		}

		@Override
		protected void changed() {
			if (getProgressValue() >= after && !isCanceled()) cancel("Enough");
		}
	}

	@Test
	public void writesModelCurvesAndCheckpoint() throws Exception {
		final Path output = folder.getRoot().toPath().resolve("new/run");
		final TrainingOutcome outcome = run(options(3, 7, false, Double.POSITIVE_INFINITY, TrainingOptions.Keep.BEST), output);
		assertTrue(outcome.completed());
		assertEquals(3, outcome.curves().size());
		final Model model = ModelFolder.read(output);
		assertEquals(NETWORK.features(), model.description().network().features());
		assertEquals(7.0, ((Number) model.description().training().get("seed")).doubleValue(), 0);
		final List<String> rows = Files.readAllLines(output.resolve("curves.csv"));
		assertEquals(EpochRecord.HEADER, rows.get(0));
		assertEquals(4, rows.size());
		assertTrue(rows.get(3), rows.get(3).startsWith("2,"));
		double average = Double.NaN, best = Double.NEGATIVE_INFINITY;
		for (final EpochRecord epoch : outcome.curves()) {
			average = Double.isNaN(average) ? epoch.validationDice() : 0.9 * average + 0.1 * epoch.validationDice();
			assertEquals(average, epoch.diceAverage(), 1e-12);
			best = Math.max(best, average);
		}
		assertEquals(best, outcome.bestDiceAverage(), 0);
	}

	@Test
	public void keepsTheBestWeights() {
		final Path output = folder.getRoot().toPath();
		final TrainingOutcome outcome = run(options(6, 7, false, Double.POSITIVE_INFINITY, TrainingOptions.Keep.BEST), output);
		int best = 0;
		for (int e = 1; e < 6; e++)
			if (outcome.curves().get(e).diceAverage() > outcome.curves().get(best).diceAverage()) best = e;
		assertTrue("the fake network gets worse, so that the last epoch is not the best", best < 5);
		assertEquals(best + 1.0, ((Number) ModelFolder.read(output).description().training().get("epochsDone"))
			.doubleValue(), 0);
	}

	@Test
	public void resumedRunEqualsUninterruptedOne() {
		final Path whole = folder.getRoot().toPath().resolve("whole");
		run(options(4, false), whole);
		for (final int cancelAfter : new int[] { 1, 4, 5, 6, 12, 19 }) {
			final Path parts = folder.getRoot().toPath().resolve("parts-" + cancelAfter);
			assertThrows(CancellationException.class, () -> TrainingLoop.run(options(4, true), training, validation,
				new FakeEngine(), parts, new Interruption(cancelAfter)));
			final Progress stopped = Checkpoint.read(last(parts)).progress();
			assertEquals(cancelAfter, stopped.epoch() * 5 + stopped.iteration());
			assertTrue(run(options(4, true), parts).completed());
			assertSameState("cancelled after " + cancelAfter, whole, parts);
		}
	}

	@Test
	public void timeLimitStopsWithACheckpointThatGoesOn() {
		final Path whole = folder.getRoot().toPath().resolve("whole"), parts = folder.getRoot().toPath().resolve("parts");
		run(options(2, false), whole);
		final TrainingOutcome first = run(options(2, 7, true, 1e-9, TrainingOptions.Keep.LAST), parts);
		assertFalse(first.completed());
		assertTrue(run(options(2, true), parts).completed());
		assertSameState("after the time limit", whole, parts);
	}

	@Test
	public void completedRunIsNotTrainedFurther() {
		final Path output = folder.getRoot().toPath();
		run(options(2, false), output);
		final FakeEngine engine = new FakeEngine();
		assertTrue(TrainingLoop.run(options(2, true), training, validation, engine, output, new InlineTask("train"))
			.completed());
		assertTrue(engine.seen.isEmpty());
	}

	@Test
	public void otherSeedTrainsOtherwise() {
		final FakeEngine a = new FakeEngine(), b = new FakeEngine(), again = new FakeEngine();
		final Path output = folder.getRoot().toPath();
		for (final FakeEngine engine : new FakeEngine[] { a, b, again })
			TrainingLoop.run(options(1, engine == b ? 8 : 7, false, 60, TrainingOptions.Keep.LAST), training, validation,
				engine, output, new InlineTask("train"));
		assertEquals(a.seen, again.seen);
		assertFalse(a.seen.equals(b.seen));
	}

	@Test
	public void divergenceIsAnErrorAndKeepsTheCheckpoint() {
		final Path output = folder.getRoot().toPath();
		final FakeEngine engine = new FakeEngine();
		engine.divergesAt = 12;
		final IllegalStateException e = assertThrows(IllegalStateException.class, () -> TrainingLoop.run(options(4, false),
			training, validation, engine, output, new InlineTask("train")));
		assertTrue(e.getMessage(), e.getMessage().contains("step 2 of epoch 2") && e.getMessage().contains(
			"learning rate"));
		assertEquals(2, Checkpoint.read(last(output)).progress().epoch());
	}

	@Test
	public void resumingAnotherRunIsRefused() {
		final Path output = folder.getRoot().toPath();
		run(options(2, false), output);
		final InputException seed = assertThrows(InputException.class, () -> run(options(2, 8, true, 60,
			TrainingOptions.Keep.LAST), output));
		assertTrue(seed.getMessage(), seed.getMessage().contains("seed 7, now it is 8"));
		training.remove(0);
		final InputException cases = assertThrows(InputException.class, () -> run(options(2, true), output));
		assertTrue(cases.getMessage(), cases.getMessage().contains("training"));
	}

	@Test
	public void damagedCheckpointIsRefused() throws Exception {
		final Path output = folder.getRoot().toPath();
		run(options(1, false), output);
		final byte[] bytes = Files.readAllBytes(last(output));
		Files.write(last(output), java.util.Arrays.copyOf(bytes, bytes.length - 10));
		final InputException e = assertThrows(InputException.class, () -> run(options(1, true), output));
		assertTrue(e.getMessage(), e.getMessage().contains("last.safetensors"));
	}

	@Test
	public void casesThatDoNotServeAreNamed() {
		final Path output = folder.getRoot().toPath().resolve("none");
		training.add(Balls.of("dark", Annotation.NONE, 20, 1, 3));
		final InputException e = assertThrows(InputException.class, () -> run(options(1, false), output));
		assertTrue(e.getMessage(), e.getMessage().contains("'dark' is not annotated"));
		assertFalse("nothing is left behind", Files.exists(output));
	}
}
