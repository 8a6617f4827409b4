package org.lymphatlas.registration.elastix;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

import org.lymphatlas.registration.RegistrationException;

/** A temporary folder that only this user can read, and that is gone after use. */
final class PrivateFolder implements AutoCloseable {

	private final Path path;

	PrivateFolder() {
		try {
			path = Files.createTempDirectory("lymphatlas-elastix-");
		}
		catch (final IOException e) {
			throw new RegistrationException("no temporary folder can be made in " + System.getProperty("java.io.tmpdir") +
				": " + e.getMessage(), e);
		}
	}

	Path path() {
		return path;
	}

	Path resolve(final String name) {
		return path.resolve(name);
	}

	@Override
	public void close() {
		try {
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
		catch (final IOException e) {
			throw new RegistrationException("the temporary folder " + path + " cannot be removed: " + e.getMessage(), e);
		}
	}
}
