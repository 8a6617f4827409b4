package org.lymphatlas.program;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.task.InlineTask;

public class ProgramRunTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private Path folder;
	private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

	@Before
	public void makeFolder() throws IOException {
		folder = temporary.newFolder("a b").toPath();
	}

	private ProgramRun run(final String... lines) throws IOException {
		return ProgramRun.of(Scripts.script(folder, "tool", lines), List.of(), folder);
	}

	private String failure(final ProgramRun run) {
		return assertThrows(ProgramException.class, () -> run.run(heard::add, new InlineTask("test"))).getMessage();
	}

	@Test
	public void argumentsArriveAsTheyAre() throws IOException {
		final Path tool = Scripts.script(folder, "tool", "printf '<%s>\\n' \"$@\"", "pwd", "echo $COLOUR");
		final List<String> odd = List.of("two words", "$HOME", "a;b", "'", "*", "");
		ProgramRun.of(tool, odd, folder).withEnvironment(Map.of("COLOUR", "green")).run(heard::add, new InlineTask("test"));
		assertEquals(List.of("<two words>", "<$HOME>", "<a;b>", "<'>", "<*>", "<>", folder.toRealPath().toString(), "green"),
			heard);
	}

	@Test
	public void linesEndAtBothReturns() throws IOException {
		run("printf '10%%\\r20%%\\r\\n\\nerr' >&2", "printf 'last'").run(heard::add, new InlineTask("test"));
		assertEquals(List.of("10%", "20%", "errlast"), heard);
	}

	@Test
	public void theCauseIsInTheError() throws IOException {
		assertEquals("tool ended with status 3: ERROR: out of cheese", failure(run("echo reading", "echo 'ERROR: out of cheese'",
			"echo bye", "exit 3")));
		assertEquals("tool ended with status 1: x.nii not found | Exception: a", failure(run("echo 'x.nii not found'",
			"echo 'Exception: a'", "echo 'x.nii not found'", "echo bye", "exit 1")));
		assertEquals("tool ended with status 2: it said nothing", failure(run("exit 2")));
		assertEquals("tool ended with status 1: Unknown transform", failure(run("echo 'itk::ExceptionObject (0x1)'",
			"echo 'Location: here'", "echo 'Description: Unknown transform'", "exit 1")));
	}

	@Test
	public void killedFromOutsideIsSaid() throws IOException {
		final String message = failure(run("echo resampling", "kill -9 $$"));
		assertTrue(message, message.contains("killed from outside (status 137)") && message.contains("resampling"));
	}

	@Test
	public void aProgramThatHangsIsStopped() throws IOException {
		final String message = failure(run("echo loading", "sleep 60").withPatience(Duration.ofMillis(400)));
		assertTrue(message, message.contains("hangs") && message.contains("loading"));
		assertNothingRuns();
	}

	@Test
	public void garbageNeitherFillsTheMemoryNorStopsTheRun() throws IOException {
		run("head -c 20000000 /dev/zero", "head -c 100000 /dev/urandom").run(heard::add, new InlineTask("test"));
		assertTrue("longest line: " + heard.stream().mapToInt(String::length).max(), heard.stream().allMatch(l -> l
			.length() <= 2000));
		assertEquals("the first line is cut", 2000, heard.get(0).length());
	}

	@Test
	public void whatCannotBeStartedIsSaid() throws IOException {
		final Path text = Files.writeString(folder.resolve("text"), "not a program");
		assertTrue(failure(ProgramRun.of(text, List.of(), folder)).startsWith(text + " cannot be started"));
	}

	@Test
	public void aListenerThatThrowsEndsTheRun() throws IOException {
		final Consumer<String> throwing = line -> {
			throw new IllegalStateException(line);
		};
		assertEquals("one", assertThrows(IllegalStateException.class, () -> run("echo one", "sleep 60").run(throwing,
			new InlineTask("test"))).getMessage());
		assertNothingRuns();
	}

	/** Children, grandchildren, and one whose parent has gone. */
	@Test
	public void cancelKillsTheWholeTreeWithinASecond() throws IOException, InterruptedException {
		final ProgramRun run = run("sleep 61 &", "sh -c 'sleep 62 & sleep 63' &", "sh -c 'sleep 0.5' &", "echo started",
			"sh -c 'sleep 64 & sleep 0.6' ", "sleep 65");
		final InlineTask task = new InlineTask("test");
		final long[] cancelled = new long[1];
		final Thread user = new Thread(() -> {
			try {
				Thread.sleep(1200);
			}
			catch (final InterruptedException e) {
				throw new IllegalStateException(e);
			}
			cancelled[0] = System.nanoTime();
			task.cancel("enough");
		});
		user.start();
		assertThrows(CancellationException.class, () -> run.run(heard::add, task));
		final double seconds = (System.nanoTime() - cancelled[0]) * 1e-9;
		user.join();
		assertEquals(List.of("started"), heard);
		assertTrue("seconds from cancel to the end: " + seconds, seconds < 1);
		assertNothingRuns();
	}

	@Test
	public void childrenLeftBehindAreKilled() throws IOException {
		run("sleep 61 &", "sleep 0.3").run(heard::add, new InlineTask("test"));
		assertNothingRuns();
	}

	/** None of the sleeps of this class, whoever its parent is by now. */
	private static void assertNothingRuns() {
		for (int k = 0; k < 40 && sleeps() > 0; k++)
			pause();
		assertEquals("processes left", 0, sleeps());
	}

	private static long sleeps() {
		return ProcessHandle.allProcesses().filter(ProcessHandle::isAlive).filter(p -> p.info().commandLine().orElse("")
			.matches(".*sleep 6[0-5]")).count();
	}

	private static void pause() {
		try {
			Thread.sleep(25);
		}
		catch (final InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}

	@Test
	public void aCancelledTaskStartsNothing() throws IOException {
		final InlineTask task = new InlineTask("test");
		task.cancel("never mind");
		assertThrows(CancellationException.class, () -> run("touch started").run(heard::add, task));
		assertFalse(Files.exists(folder.resolve("started")));
	}
}
