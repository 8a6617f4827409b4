package org.lymphatlas.volume.io;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.InputException;

public class Sha256Test {

	@Rule
	public TemporaryFolder temporary = new TemporaryFolder();

	private Path folder(final String... namesAndTexts) throws IOException {
		final Path folder = temporary.newFolder().toPath();
		for (int i = 0; i < namesAndTexts.length; i += 2)
			Files.writeString(folder.resolve(namesAndTexts[i]), namesAndTexts[i + 1]);
		return folder;
	}

	/** FIPS 180-2, appendix B, and a file larger than the buffer. */
	@Test
	public void files() throws IOException {
		final Path folder = folder("abc", "abc", "empty", "", "million", "a".repeat(1_000_000));
		assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Sha256.of(folder.resolve("abc")));
		assertEquals("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Sha256.of(folder.resolve("empty")));
		assertEquals("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", Sha256.of(folder.resolve(
			"million")));
	}

	@Test
	public void foldersByTheirFilesAloneWhereverTheyLie() throws IOException {
		final String one = Sha256.of(folder("1.dcm", "first", "2.dcm", "second"));
		final Path same = folder("2.dcm", "second", ".hidden", "x", "1.dcm", "first");
		Files.createDirectory(same.resolve("below"));
		assertEquals(one, Sha256.of(same));
		assertNotEquals("another name", one, Sha256.of(folder("1.dcm", "first", "3.dcm", "second")));
		assertNotEquals("exchanged", one, Sha256.of(folder("1.dcm", "second", "2.dcm", "first")));
		assertNotEquals("cut elsewhere", one, Sha256.of(folder("1.dcm", "firsts", "2.dcm", "econd")));
		assertNotEquals("one more", one, Sha256.of(folder("1.dcm", "first", "2.dcm", "second", "3.dcm", "")));
	}

	@Test
	public void whatIsNotThere() {
		final Path absent = temporary.getRoot().toPath().resolve("absent");
		final String message = assertThrows(InputException.class, () -> Sha256.of(absent)).getMessage();
		assertTrue(message, message.startsWith(absent + ": cannot be read (NoSuchFile"));
	}
}
