package org.lymphatlas.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.lymphatlas.volume.InputException;

/** The folder that a job writes to, looked at before any work: a wrong one costs no waiting, and no input is lost. */
final class OutputFolder {

	private OutputFolder() {}

	/** @throws InputException if the folder can neither be made nor written to */
	static void check(final Path folder) {
		Path existing = folder.toAbsolutePath().normalize();
		while (!Files.exists(existing))
			existing = existing.getParent();
		if (!Files.isDirectory(existing)) throw new InputException("output=" + folder + " cannot be a folder: " + existing +
			" is a file; choose another output");
		if (!Files.isWritable(existing)) throw new InputException("output=" + folder + ": no right to write in " + existing +
			"; choose another output");
	}

	/**
	 * @param key of the option that names the input
	 * @param input a file or folder that is read
	 * @param written a file that is written, or a folder whose files are
	 * @throws InputException if the input is what is written, or lies in the folder
	 */
	static void keep(final String key, final Path input, final Path written) {
		final Path in = real(input), out = real(written);
		if (in.equals(out) || out.equals(in.getParent())) throw new InputException(key + "=" + input +
			" would be overwritten, since this run writes to " + written + "; choose another output");
	}

	private static Path real(final Path path) {
		try {
			return path.toRealPath();
		}
		catch (final IOException notThere) {
			return path.toAbsolutePath().normalize();
		}
	}
}
