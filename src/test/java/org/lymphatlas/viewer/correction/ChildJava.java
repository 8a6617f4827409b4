package org.lymphatlas.viewer.correction;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.runner.JUnitCore;
import org.lymphatlas.command.VirtualDisplay;

/** Runs a class of checks in a Java that has a screen, since the tests' own has none. */
public final class ChildJava {

	private ChildJava() {}

	/** Fails with what the checks print if one of them does. */
	public static void check(final Class<?> checks, final VirtualDisplay display) throws IOException, InterruptedException {
		final ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Xmx700m", "-cp", System.getProperty("java.class.path"), JUnitCore.class.getName(), checks.getName());
		builder.environment().put("DISPLAY", display.name());
		final Process process = builder.redirectErrorStream(true).start();
		final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertTrue("not ended: " + output, process.waitFor(60, TimeUnit.SECONDS));
		assertEquals(output, 0, process.exitValue());
	}
}
