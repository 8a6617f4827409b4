package org.lymphatlas.viewer.window;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.TimeUnit;

import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.command.VirtualDisplay;

/** The real window on an X server without a screen, in a Java of its own, since tests run headless otherwise. */
public class CaseWindowTest {

	private static final int SECONDS = 240;

	@ClassRule
	public static final VirtualDisplay DISPLAY = new VirtualDisplay();

	@Rule
	public TemporaryFolder folder = new TemporaryFolder();

	/** {@link CaseWindowOnScreen} does not end Java: it ends by itself, unless a window leaves a thread behind. */
	@Test
	public void theWindowDoesWhatItIsToldAndLeavesNothingBehind() throws Exception {
		final File log = folder.newFile("log.txt");
		final Path java = Paths.get(System.getProperty("java.home"), "bin", "java");
		final ProcessBuilder builder = new ProcessBuilder(java.toString(), "-Xmx1g", "-cp", System.getProperty(
			"java.class.path"), CaseWindowOnScreen.class.getName()).redirectErrorStream(true).redirectOutput(log);
		builder.environment().put("DISPLAY", DISPLAY.name());
		final Process process = builder.start();
		final boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
		if (!ended) process.destroyForcibly().waitFor();
		final String said = Files.readString(log.toPath());
		assertTrue("Java did not end by itself within " + SECONDS + " s. It said:\n" + said, ended);
		assertEquals(said, 0, process.exitValue());
		assertTrue(said, said.contains("OK: 12 tests"));
	}
}
