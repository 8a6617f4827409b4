package org.lymphatlas.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Macros in a real ImageJ without a screen. */
public class MacroTest {

	@Rule
	public TemporaryFolder folder = new TemporaryFolder();

	private ImageJProcess imagej;

	@Before
	public void install() throws Exception {
		imagej = new ImageJProcess(folder.getRoot().toPath());
	}

	@Test
	public void aCommandRunsAndItsResultIsInTheLog() throws Exception {
		final ImageJProcess.Result result = imagej.headless("run('Check Installation...');\nprint('after');\n", 60);
		assertEquals(result.output(), 0, result.exitCode());
		assertTrue(result.output(), result.output().contains("Memory: "));
		assertTrue(result.output(), result.output().contains("Ready: "));
		assertTrue(result.output(), result.output().contains("after"));
	}

	@Test
	public void anUnknownKeyEndsTheMacroAndIsNamed() throws Exception {
		final ImageJProcess.Result result = imagej.headless("run('Check Installation...', 'loud=1');\nprint('after');\n", 60);
		assertTrue(result.output(), result.output().contains("Unknown key 'loud'"));
		assertFalse(result.output(), result.output().contains("after"));
		assertFalse(result.output(), result.output().contains("\tat org.lymphatlas"));
	}
}
