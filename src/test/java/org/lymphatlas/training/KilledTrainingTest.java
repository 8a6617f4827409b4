package org.lymphatlas.training;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.network.Weights;
import org.lymphatlas.task.InlineTask;

/** Trainings in a Java of their own, killed with {@code kill -9} wherever they are: no finally block, no shutdown hook. */
public class KilledTrainingTest {

	/** A process lives at most so long an epoch of the training after its first step; all takes several times that. */
	private static final int MAX_MS_PER_EPOCH = 16;

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void supervised() throws Exception {
		killedTrainingEndsAsTheUndisturbedOne(KilledTraining.Kind.SUPERVISED, 3, 1);
	}

	@Test
	public void semiSupervised() throws Exception {
		killedTrainingEndsAsTheUndisturbedOne(KilledTraining.Kind.SEMI_SUPERVISED, 2, 2);
	}

	@Test
	public void pseudoLabels() throws Exception {
		killedTrainingEndsAsTheUndisturbedOne(KilledTraining.Kind.DBDMP, 1, 3);
	}

	@Test
	public void preTraining() throws Exception {
		killedTrainingEndsAsTheUndisturbedOne(KilledTraining.Kind.MODEL_GENESIS, 1, 4);
	}

	@Test
	public void pseudoLabelsWithPriors() throws Exception {
		killedTrainingEndsAsTheUndisturbedOne(KilledTraining.Kind.LYMPHATLAS, 1, 5);
	}

	private void killedTrainingEndsAsTheUndisturbedOne(final KilledTraining.Kind kind, final int wanted, final long seed)
		throws Exception
	{
		final Path killed = folder.getRoot().toPath().resolve("killed"), whole = folder.getRoot().toPath().resolve("whole");
		final Path last = killed.resolve("checkpoint/last.safetensors");
		final Random random = new Random(seed);
		int epochs = 0, kills = 0;
		for (int run = 0; run < 20 && kills < wanted; run++) {
			if (kill(killed, kind, random.nextInt(MAX_MS_PER_EPOCH * kind.epochs))) kills++;
			if (Files.exists(last)) {
				final int epoch = Checkpoint.read(last).progress().epoch();
				assertTrue("the checkpoint went back from epoch " + epochs + " to " + epoch, epoch >= epochs);
				epochs = epoch;
			}
		}
		assertEquals("kills of " + kind + ", the last after " + epochs + " epochs", wanted, kills);
		assertTrue("it was killed too late, after " + epochs + " epochs", epochs < kind.epochs);
		assertTrue(KilledTraining.run(killed, kind, new InlineTask("train")).completed());
		assertTrue(KilledTraining.run(whole, kind, new InlineTask("train")).completed());

		assertArrayEquals("the best weights", Files.readAllBytes(whole.resolve("weights.safetensors")), Files.readAllBytes(
			killed.resolve("weights.safetensors")));
		final Checkpoint a = Checkpoint.read(whole.resolve("checkpoint/last.safetensors")), b = Checkpoint.read(last);
		assertSame("weights", a.state().weights(), b.state().weights());
		assertSame("momentum", a.state().momentum(), b.state().momentum());
		assertEquals(kind == KilledTraining.Kind.SEMI_SUPERVISED, a.teacher().isPresent());
		if (a.teacher().isPresent()) assertSame("teacher", a.teacher().get(), b.teacher().orElseThrow());
		for (int e = 0; e < kind.epochs; e++) {
			assertEquals("loss of epoch " + e, a.progress().curves().get(e).trainLoss(), b.progress().curves().get(e)
				.trainLoss(), 0);
			assertEquals("Dice of epoch " + e, a.progress().curves().get(e).diceAverage(), b.progress().curves().get(e)
				.diceAverage(), 0);
			assertEquals("validation loss of epoch " + e, a.progress().curves().get(e).validationLoss(), b.progress().curves()
				.get(e).validationLoss(), 0);
		}
		assertEquals("unfinished files are left", 0, unfinished(killed));
	}

	/** Whether the process was killed before it had come to its end. */
	private boolean kill(final Path output, final KilledTraining.Kind kind, final int afterMs) throws Exception {
		final ProcessBuilder builder = new ProcessBuilder(Paths.get(System.getProperty("java.home"), "bin", "java")
			.toString(), "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty(
				"java.class.path"), KilledTraining.class.getName(), output.toString(), kind.name());
		final Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
		try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
			assertTrue("the process ended before its first step", out.readLine() != null);
			final Thread drain = new Thread(() -> out.lines().forEach(line -> {}));
			drain.setDaemon(true);
			drain.start();
			final boolean ended = process.waitFor(afterMs, TimeUnit.MILLISECONDS);
			process.destroyForcibly();
			assertTrue(process.waitFor(20, TimeUnit.SECONDS));
			drain.join();
			return !ended && process.exitValue() != 0;
		}
	}

	private static void assertSame(final String what, final Weights expected, final Weights actual) {
		assertEquals(expected.names(), actual.names());
		for (final String name : expected.names())
			assertArrayEquals(what + " " + name, expected.get(name).values(), actual.get(name).values(), 0);
	}

	private static long unfinished(final Path output) throws IOException {
		try (Stream<Path> files = Files.walk(output)) {
			return files.filter(file -> file.toString().endsWith(".part")).count();
		}
	}
}
