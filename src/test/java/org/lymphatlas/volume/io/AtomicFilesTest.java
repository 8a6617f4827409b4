package org.lymphatlas.volume.io;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.InputException;

/** Files appear whole or not at all. */
public class AtomicFilesTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private Path folder;

	@Before
	public void nameFolder() {
		folder = temporary.getRoot().toPath();
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	public void nothingIsThereBeforeTheEnd() throws IOException {
		final Path target = folder.resolve("target");
		AtomicFiles.write(target, out -> {
			out.write(new byte[200_000]);
			assertTrue("not yet", Files.notExists(target));
		});
		assertEquals(200_000, Files.size(target));
		assertEquals(List.of("target"), names());
	}

	@Test
	public void whateverFailsLeavesTheOldFile() throws IOException {
		final Path target = folder.resolve("target");
		AtomicFiles.writeString(target, "old \u00b5");
		final UncheckedIOException full = assertThrows(UncheckedIOException.class, () -> AtomicFiles.write(target, out -> {
			out.write(new byte[100_000]);
			throw new IOException("disk full");
		}));
		assertTrue(full.getMessage(), full.getMessage().contains("target") && full.getMessage().contains("disk full"));
		assertThrows(CancellationException.class, () -> AtomicFiles.write(target, out -> {
			throw new CancellationException();
		}));
		assertThrows(AssertionError.class, () -> AtomicFiles.write(target, out -> {
			throw new AssertionError();
		}));
		assertEquals("old \u00b5", Files.readString(target));
		assertEquals(List.of("target"), names());
	}

	@Test
	public void placesThatCannotBeWrittenAreNamed() throws IOException {
		AtomicFiles.writeString(folder.resolve("file"), "x");
		for (final Path place : new Path[] { folder, folder.resolve("file").resolve("below") }) {
			final String message = assertThrows(InputException.class, () -> AtomicFiles.writeString(place, "y")).getMessage();
			assertTrue(message, message.startsWith(place.toString()));
		}
		assertEquals(List.of("file"), names());
	}

	@Test
	public void missingFoldersAreMade() throws IOException {
		AtomicFiles.writeString(folder.resolve("a/b/c.txt"), "text");
		assertEquals("text", Files.readString(folder.resolve("a/b/c.txt")));
	}

	@Test
	public void manyWritersOfOneFileDoNotMix() throws IOException {
		final Path target = folder.resolve("target");
		IntStream.range(0, 32).parallel().forEach(i -> AtomicFiles.write(target, out -> {
			for (int n = 0; n < 1000; n++)
				out.write(new byte[] { (byte) i, (byte) i, (byte) i });
		}));
		final byte[] bytes = Files.readAllBytes(target);
		final byte[] expected = new byte[3000];
		Arrays.fill(expected, bytes[0]);
		assertArrayEquals(expected, bytes);
		assertEquals(List.of("target"), names());
	}

	@Test
	public void whatAKilledProcessLeftIsRemovedAndNothingElse() throws IOException {
		final List<String> others = List.of(".ct.nii.gz.1234.part", ".part", "a.part",
			"ct.0f8fad5b-d9cb-469f-a165-70867728950e.part", "ct.nii.gz");
		for (final String other : others)
			Files.writeString(folder.resolve(other), "whole");
		Files.writeString(folder.resolve(".ct.nii.gz.0f8fad5b-d9cb-469f-a165-70867728950e.part"), "half");
		AtomicFiles.removeUnfinished(folder);
		assertEquals(others, names());
	}
}
