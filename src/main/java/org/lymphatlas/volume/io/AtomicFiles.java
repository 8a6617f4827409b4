package org.lymphatlas.volume.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.lymphatlas.volume.InputException;

/** Files that appear whole or not at all. */
public final class AtomicFiles {

	private static final int BUFFER_BYTES = 1 << 16;
	private static final Pattern UNFINISHED = Pattern.compile("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.part");

	private AtomicFiles() {}

	/**
	 * Writes a file: into a new one beside the target first, which is forced to disk and then takes the target's place.
	 * If anything fails, the new file is removed and the target is as it was. Missing parent folders are made.
	 *
	 * @throws InputException if the place cannot be written to
	 * @throws UncheckedIOException if writing fails midway, as on a full disk
	 */
	public static void write(final Path target, final IOConsumer<? super OutputStream> body) {
		if (Files.isDirectory(target)) throw new InputException(target + ": is a folder, and a file is to be written there");
		final Path absolute = target.toAbsolutePath();
		final Path part = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".part");
		try {
			Files.createDirectories(absolute.getParent());
			try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
				final OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
				body.accept(out);
				out.flush();
				channel.force(true);
			}
			Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (final FileSystemException e) {
			throw new InputException(target + ": cannot be written (" + e.getClass().getSimpleName().replace("Exception",
				"") + ": " + e.getMessage() + ")", e);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(target + ": writing failed: " + e.getMessage(), e);
		}
		finally {
			// After the move there is nothing left to remove.
			if (Files.exists(part)) remove(part);
		}
	}

	/** Writes text as UTF-8, whole or not at all. */
	public static void writeString(final Path target, final String text) {
		write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
	}

	/** Removes what a killed process left behind in a folder: its unfinished files. */
	public static void removeUnfinished(final Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			files.filter(file -> UNFINISHED.matcher(file.getFileName().toString()).matches()).forEach(AtomicFiles::remove);
		}
		catch (final IOException e) {
			throw new InputException(folder + ": cannot be listed (" + e.getMessage() + ")", e);
		}
	}

	private static void remove(final Path part) {
		try {
			Files.deleteIfExists(part);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(part + ": the unfinished file cannot be removed: " + e.getMessage(), e);
		}
	}
}
