package org.lymphatlas.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.nio.file.Files;

import javax.imageio.ImageIO;

import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A real ImageJ with its windows, on an X server without a screen. */
public class WindowTest {

	@ClassRule
	public static final VirtualDisplay DISPLAY = new VirtualDisplay();

	@Rule
	public TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void aCommandRunsFromAMacroAndLogs() throws Exception {
		final File screen = folder.newFile("screen.png"), log = folder.newFile("log.txt");
		final ImageJProcess.Result result = new ImageJProcess(folder.getRoot().toPath()).onDisplay(DISPLAY.name(), """
			run("Check Installation...");
			wait(500);
			run("Capture Screen");
			saveAs("png", "%s");
			File.saveString(getInfo("log"), "%s");
			run("Quit");
			""".formatted(screen, log), 60);
		assertEquals(result.output(), 0, result.exitCode());
		final String logged = Files.readString(log.toPath());
		assertTrue(logged, logged.contains("Memory: ") && logged.contains("Ready: "));
		assertEquals(1600, ImageIO.read(screen).getWidth());
	}
}
