package org.lymphatlas.volume.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.lymphatlas.volume.InputException;

/** A folder that appears whole or not at all. */
public final class AtomicFolder {

	private AtomicFolder() {}

	/**
	 * Makes a folder: the body fills a new one beside it, which then gets its name. If anything fails, or the task is
	 * cancelled, nothing stays.
	 *
	 * @param target must not be there, or be an empty folder
	 * @throws InputException if it is there, or the place cannot be written to
	 * @throws UncheckedIOException if writing fails midway
	 */
	public static void write(final Path target, final IOConsumer<Path> body) {
		final Path absolute = target.toAbsolutePath().normalize();
		requireNew(target);
		final Path part = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".part");
		try {
			Files.createDirectories(part);
			body.accept(part);
			requireNew(target);
			Files.deleteIfExists(absolute);
			Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (final FileSystemException e) {
			throw new InputException(target + ": cannot be written (" + e.getClass().getSimpleName().replace("Exception",
				"") + ": " + e.getMessage() + ")", e);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(target + ": writing failed: " + e.getMessage(), e);
		}
		finally {
			if (Files.exists(part)) remove(part);
		}
	}

	/** @throws InputException unless the folder is not there, or is empty */
	public static void requireNew(final Path target) {
		if (!Files.exists(target)) return;
		try (Stream<Path> content = Files.isDirectory(target) ? Files.list(target) : Stream.of(target)) {
			if (content.findAny().isPresent()) throw new InputException(target +
				" is there already; remove it or choose another output");
		}
		catch (final IOException e) {
			throw new InputException(target + " cannot be looked into: " + e.getMessage(), e);
		}
	}

	private static void remove(final Path folder) {
		try (Stream<Path> content = Files.walk(folder)) {
			final List<Path> deepestFirst = content.sorted(Comparator.reverseOrder()).toList();
			for (final Path path : deepestFirst)
				Files.deleteIfExists(path);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(folder + ": the unfinished folder cannot be removed: " + e.getMessage(), e);
		}
	}
}
