package org.lymphatlas.program;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.Assume;

/** Programs made of shell lines, to stand in for installed ones. */
public final class Scripts {

	private Scripts() {}

	/** An executable of a name in a folder; the test is skipped where there is no shell. */
	public static Path script(final Path folder, final String name, final String... lines) throws IOException {
		Assume.assumeTrue("no /bin/sh here: programs made of shell lines are not run", Files.isExecutable(Path.of(
			"/bin/sh")));
		final Path file = folder.resolve(name);
		Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
		assertTrue(file + " is made executable", file.toFile().setExecutable(true));
		return file;
	}
}
