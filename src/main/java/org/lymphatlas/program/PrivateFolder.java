package org.lymphatlas.program;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A temporary folder that only this user can read, and that is gone after use, or when Java ends before. */
public final class PrivateFolder implements AutoCloseable {

	private static final int TRIES = 20;
	private static final int PAUSE_MS = 50;

	private final Path path;
	private final Thread atExit = new Thread(this::removeAtExit);

	/**
	 * @param purpose becomes part of its name
	 * @throws ProgramException if it cannot be made
	 */
	public PrivateFolder(final String purpose) {
		try {
			path = Files.createTempDirectory(prefix(purpose));
		}
		catch (final IOException e) {
			throw new ProgramException("no temporary folder can be made in " + System.getProperty("java.io.tmpdir") + ": " + e
				.getMessage(), e);
		}
		Runtime.getRuntime().addShutdownHook(atExit);
	}

	/** How the names of this Java's folders of a purpose begin. */
	public static String prefix(final String purpose) {
		return "lymphatlas-" + purpose + "-" + ProcessHandle.current().pid() + "-";
	}

	public Path path() {
		return path;
	}

	public Path resolve(final String name) {
		return path.resolve(name);
	}

	/** @throws ProgramException if it cannot be removed, so that nobody's images are left behind unsaid */
	@Override
	public void close() {
		try {
			remove();
		}
		catch (final IOException e) {
			throw new ProgramException("the temporary folder " + path + " cannot be removed: " + e.getMessage(), e);
		}
		try {
			Runtime.getRuntime().removeShutdownHook(atExit);
		}
		catch (final IllegalStateException alreadyEnding) {
			// Java is ending: the hook finds nothing left to remove.
		}
	}

	private void removeAtExit() {
		try {
			remove();
		}
		catch (final IOException unsaid) {
			// Java is ending: there is nobody to tell.
		}
	}

	/** A program that is just being killed may still hold a file, or write one: tried again for a second. */
	private void remove() throws IOException {
		for (int k = 1; Files.exists(path); k++) {
			try {
				removeOnce();
			}
			catch (final IOException e) {
				if (k == TRIES) throw e;
				pause();
			}
		}
	}

	private void removeOnce() throws IOException {
		Files.walkFileTree(path, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
				Files.deleteIfExists(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(final Path folder, final IOException e) throws IOException {
				if (e != null) throw e;
				Files.deleteIfExists(folder);
				return FileVisitResult.CONTINUE;
			}
		});
	}

	private static void pause() {
		try {
			Thread.sleep(PAUSE_MS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
