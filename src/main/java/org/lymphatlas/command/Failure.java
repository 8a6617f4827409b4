package org.lymphatlas.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

import org.lymphatlas.pipeline.CasesFailedException;
import org.lymphatlas.volume.InputException;

/**
 * What a user is told when a command did not end well.
 *
 * @param exitCode 2 if the input or the options are wrong, 1 otherwise
 * @param message what, where, and what to do next
 */
record Failure(int exitCode, String message) {

	static Failure of(final Throwable thrown) {
		if (thrown instanceof InputException) return new Failure(2, thrown.getMessage());
		if (thrown instanceof CasesFailedException) return new Failure(1, thrown.getMessage());
		if (thrown instanceof CancellationException) return new Failure(1, "Cancelled");
		if (thrown instanceof OutOfMemoryError) return new Failure(1, "Out of memory (" + thrown.getMessage() + "): Java may " +
			"use " + Memory.heapMegabytes() + " MB of " + Memory.machineMegabytes() + " MB. Close other programs, choose " +
			"mode=fast, resample or crop the CT, or give Java more (shell: LYMPHATLAS_JAVA_OPTS=-Xmx12g; ImageJ: " +
			"Edit>Options>Memory & Threads...)");
		return new Failure(1, "Failed: " + thrown + ". Please report it with this log: " + writeLog(thrown));
	}

	private static String writeLog(final Throwable thrown) {
		try {
			final Path log = Files.createTempFile("lymphatlas-", ".log");
			try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(log, StandardCharsets.UTF_8))) {
				out.println("Java " + System.getProperty("java.version") + " on " + System.getProperty("os.name"));
				thrown.printStackTrace(out);
			}
			return log.toString();
		}
		catch (final IOException e) {
			thrown.printStackTrace();
			return "above (no log file could be written: " + e + ")";
		}
	}
}
