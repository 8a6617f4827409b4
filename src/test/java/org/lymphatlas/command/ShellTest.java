package org.lymphatlas.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.Test;
import org.lymphatlas.volume.InputException;

public class ShellTest {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	private int run(final String... args) {
		return new Shell(new PrintStream(out, true), new PrintStream(err, true)).run(List.of(args));
	}

	private void refuses(final String message, final String... args) {
		assertEquals(2, run(args));
		assertTrue(err.toString(), err.toString().contains(message));
		assertFalse("a stack trace: " + err, err.toString().contains("\tat "));
		assertEquals("", out.toString());
	}

	@Test
	public void aCommandEndsInOneLineOfResult() {
		assertEquals(0, run("check"));
		assertEquals(out.toString(), 1, out.toString().lines().count());
		assertTrue(err.toString(), err.toString().contains("Memory"));
	}

	@Test
	public void helpNamesEveryCommandAndKey() {
		assertEquals(0, run("help"));
		for (final var command : Commands.ALL) {
			assertTrue(out.toString().contains("\n  " + TaskCommand.shellName(command) + " "));
			assertEquals(0, run("help", TaskCommand.shellName(command)));
			for (final Option option : Options.of(command).all())
				assertTrue(option.key(), out.toString().contains("\n  " + option.key() + " "));
		}
	}

	@Test
	public void wrongUseExitsWithTwo() {
		refuses("Unknown command 'chek'. Known commands:", "chek");
		refuses("Unknown command 'chek'", "help", "chek");
		refuses("'loud' is not of the form key=value", "check", "loud");
		refuses("Unknown key 'loud'. This command has no options", "check", "loud=1");
		refuses("'loud' is given twice", "check", "loud=1", "loud=2");
		refuses("./lymphatlas <command> key=value");
	}

	@Test
	public void failuresHaveTheirExitCodes() {
		assertEquals(new Failure(2, "ct.nii: no voxels"), Failure.of(new InputException("ct.nii: no voxels")));
		assertEquals(new Failure(1, "Cancelled"), Failure.of(new CancellationException()));
		assertTrue(Failure.of(new OutOfMemoryError("Java heap space")).message().contains("-Xmx"));
		final Failure unexpected = Failure.of(new IllegalStateException("odd"));
		assertEquals(1, unexpected.exitCode());
		assertTrue(unexpected.message(), unexpected.message().matches("Failed: .*odd.*lymphatlas-.*\\.log"));
	}
}
