package org.lymphatlas.program;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ProgramSearchTest {

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final ProgramSearch search = new ProgramSearch("Lymph0Tool", List.of("/no/such/place"), "install it");

	@After
	public void clearProperty() {
		System.clearProperty("lymphatlas.lymph0tool");
	}

	@Test
	public void theOptionThenThePropertyThenThePlaces() throws IOException {
		final Path bin = folder.newFolder("home", "bin").toPath();
		final Path tool = Scripts.script(bin, "Lymph0Tool", "echo 1");
		for (final Path place : List.of(tool, bin, bin.getParent()))
			assertEquals(tool, search.find(Optional.of(place)));
		assertEquals(tool, new ProgramSearch("Lymph0Tool", List.of("", "\0", bin.toString()), "").find(Optional.empty()));
		System.setProperty(search.property(), bin.toString());
		assertEquals(tool, search.find(Optional.empty()));
		final Path other = Scripts.script(folder.newFolder("other").toPath(), "Lymph0Tool", "echo 2");
		assertEquals("the option goes before the property", other, search.find(Optional.of(other)));
	}

	@Test
	public void whatIsNotThereIsSaid() throws IOException {
		final Path text = Files.writeString(folder.getRoot().toPath().resolve("Lymph0Tool"), "not executable");
		missing(Optional.of(text), text + ", where the option says");
		missing(Optional.empty(), "/no/such/place; install it");
		System.setProperty(search.property(), "/nowhere");
		missing(Optional.empty(), "/nowhere, where the system property lymphatlas.lymph0tool says");
		assertEquals("LYMPHATLAS_LYMPH0TOOL", search.variable());
	}

	private void missing(final Optional<Path> preferred, final String words) {
		final String message = assertThrows(ProgramException.class, () -> search.find(preferred)).getMessage();
		assertTrue(message, message.contains("no Lymph0Tool program") && message.contains(words));
	}

	@Test
	public void aVersionIsAskedOnce() throws IOException {
		final Path place = folder.getRoot().toPath();
		final Path tool = Scripts.script(place, "tool", "echo asked >> " + place.resolve("log"), "echo \"tool $1 $MORE\"");
		for (int k = 0; k < 3; k++)
			assertEquals("tool --version 7", VersionProbe.ask(tool, List.of("--version"), Map.of("MORE", "7")));
		assertEquals(1, Files.readAllLines(place.resolve("log")).size());
		final Path broken = Scripts.script(place, "broken", "echo 'error while loading shared libraries: libX.so'", "exit 127");
		final String message = assertThrows(ProgramException.class, () -> VersionProbe.ask(broken, List.of("--version"), Map
			.of())).getMessage();
		assertTrue(message, message.contains("libX.so") && message.contains("127"));
	}
}
