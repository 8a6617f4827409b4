package org.lymphatlas.program;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PrivateFolderTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	@Test
	public void isGoneAfterUseAndWhatItsLinksPointToIsNot() throws IOException {
		final Path outside = Files.writeString(temporary.newFolder("outside").toPath().resolve("kept"), "kept");
		final Path path;
		try (PrivateFolder folder = new PrivateFolder("test")) {
			path = folder.path();
			Files.createDirectories(folder.resolve("a/b"));
			Files.writeString(folder.resolve("a/b/c"), "x");
			Files.createSymbolicLink(folder.resolve("link"), outside.getParent());
		}
		assertFalse(Files.exists(path));
		assertTrue(Files.exists(outside));
	}

	@Test
	public void isGoneAfterAFailure() {
		final Path[] path = new Path[1];
		try (PrivateFolder folder = new PrivateFolder("test")) {
			path[0] = folder.path();
			Files.writeString(folder.resolve("x"), "x");
			throw new IllegalStateException("on purpose");
		}
		catch (final IllegalStateException | IOException expected) {
			assertEquals("on purpose", expected.getMessage());
		}
		assertFalse(Files.exists(path[0]));
	}

	@Test
	public void othersMayNotLook() throws IOException {
		try (PrivateFolder folder = new PrivateFolder("test")) {
			Assume.assumeTrue("no POSIX permissions here", Files.getFileStore(folder.path()).supportsFileAttributeView(
				"posix"));
			assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())));
		}
	}
}
