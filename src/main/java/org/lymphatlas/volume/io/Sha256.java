package org.lymphatlas.volume.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.lymphatlas.volume.InputException;

/** Says whether an input is still the one that it was: SHA-256 of a file, or of all files in a folder. */
public final class Sha256 {

	private static final int BUFFER_BYTES = 1 << 16;

	private Sha256() {}

	/**
	 * 64 hexadecimal digits. A folder's are those of its files' names, lengths and bytes, in the order of the names, which
	 * does not depend on where the folder lies; what is hidden or lies in folders below does not count.
	 *
	 * @throws InputException if it cannot be read
	 */
	public static String of(final Path fileOrFolder) {
		try {
			final MessageDigest digest = MessageDigest.getInstance("SHA-256");
			if (Files.isDirectory(fileOrFolder)) {
				for (final Path file : files(fileOrFolder)) {
					digest.update((file.getFileName() + "\n" + Files.size(file) + "\n").getBytes(StandardCharsets.UTF_8));
					update(digest, file);
				}
			}
			else update(digest, fileOrFolder);
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (final IOException e) {
			throw new InputException(fileOrFolder + ": cannot be read (" + e.getClass().getSimpleName().replace("Exception",
				"") + ": " + e.getMessage() + ")", e);
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java has SHA-256", e);
		}
	}

	private static List<Path> files(final Path folder) throws IOException {
		try (Stream<Path> entries = Files.list(folder)) {
			return entries.filter(p -> Files.isRegularFile(p) && !p.getFileName().toString().startsWith(".")).sorted().toList();
		}
	}

	private static void update(final MessageDigest digest, final Path file) throws IOException {
		final byte[] buffer = new byte[BUFFER_BYTES];
		try (InputStream in = Files.newInputStream(file)) {
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer))
				digest.update(buffer, 0, n);
		}
	}
}
