package org.lymphatlas.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The shell in a Java of its own. */
public class ShellProcessTest {

	@Rule
	public TemporaryFolder folder = new TemporaryFolder();

	private File err;

	private Process start(final String... args) throws IOException {
		final List<String> command = new ArrayList<>(List.of(Paths.get(System.getProperty("java.home"), "bin", "java")
			.toString(), "-Djava.awt.headless=true", "-Xmx2g", "-cp", System.getProperty("java.class.path"), Shell.class
				.getName()));
		command.addAll(List.of(args));
		err = folder.newFile("err.txt");
		return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(err).start();
	}

	@Test
	public void exitCodesReachTheCaller() throws Exception {
		final Process process = start("phantom", "count=1");
		assertTrue(process.waitFor(60, TimeUnit.SECONDS));
		assertEquals(2, process.exitValue());
		assertTrue(Files.readString(err.toPath()), Files.readString(err.toPath()).startsWith("Missing: output=..."));
	}

	@Test
	public void aStoppedCommandTidiesUpWithinSeconds() throws Exception {
		final Path output = folder.newFolder().toPath();
		final Process process = start("phantom", "count=500", "output=" + output);
		for (int i = 0; i < 600 && !Files.exists(output.resolve("case-0001/ct.nii.gz")); i++)
			Thread.sleep(100);
		process.destroy();
		assertTrue("did not end within 8 s", process.waitFor(8, TimeUnit.SECONDS));
		final String said = Files.readString(err.toPath());
		assertTrue(said, said.contains("Cancelled"));
		try (Stream<Path> left = Files.walk(output)) {
			assertEquals("half-written files", List.of(), left.filter(Files::isRegularFile).map(p -> p.getFileName().toString())
				.filter(n -> !n.matches("(ct|organs|stations|nodes|partial)\\.nii\\.gz|phantom\\.json|manifest\\.csv")).toList());
		}
	}
}
