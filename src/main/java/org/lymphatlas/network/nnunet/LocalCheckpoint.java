package org.lymphatlas.network.nnunet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.lymphatlas.task.Cancellation;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/**
 * A checkpoint as a file that can be read at any place: the source's own, or a copy out of a zip, gone when this is closed.
 *
 * @param file where it lies
 * @param sha256 of its bytes, hexadecimal
 * @param isCopy whether it was unpacked
 */
record LocalCheckpoint(Path file, String sha256, boolean isCopy) implements AutoCloseable {

	private static final int BUFFER_BYTES = 1 << 20;

	/**
	 * @param scratch folder for a copy
	 * @throws InputException if it cannot be read, or there is no room for a copy
	 */
	static LocalCheckpoint of(final SourceFiles files, final String name, final Path scratch, final Task task)
		throws IOException
	{
		if (files.path(name).isPresent()) return new LocalCheckpoint(files.path(name).get(), copy(files, name, OutputStream
			.nullOutputStream(), task), false);
		if (Files.getFileStore(scratch).getUsableSpace() < files.size(name)) throw new InputException(name + " needs " +
			(files.size(name) >> 20) + " MB on the disk of " + scratch.getParent() + ", which has not as much left");
		final Path copy = scratch.resolve("unpacked.pth");
		try (OutputStream out = Files.newOutputStream(copy)) {
			return new LocalCheckpoint(copy, copy(files, name, out, task), true);
		}
	}

	/** @return the SHA-256 */
	private static String copy(final SourceFiles files, final String name, final OutputStream out, final Task task)
		throws IOException
	{
		final MessageDigest digest = newSha256();
		final byte[] buffer = new byte[BUFFER_BYTES];
		try (InputStream in = files.open(name)) {
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
				Cancellation.check(task);
				digest.update(buffer, 0, n);
				out.write(buffer, 0, n);
			}
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	static MessageDigest newSha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java has SHA-256", e);
		}
	}

	@Override
	public void close() throws IOException {
		if (isCopy) Files.delete(file);
	}
}
