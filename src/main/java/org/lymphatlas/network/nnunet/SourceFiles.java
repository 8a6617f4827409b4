package org.lymphatlas.network.nnunet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.lymphatlas.network.pytorch.ZipArchive;
import org.lymphatlas.volume.InputException;

/**
 * The files of a folder, of a zip, or of several zips that belong together, by their relative names with forward slashes.
 * Nothing is written.
 */
final class SourceFiles implements AutoCloseable {

	private static final int MAX_FILES = 200_000;
	private static final int MAX_DEPTH = 8;
	private static final int MAX_TEXT_BYTES = 16 << 20;

	/** A way to open one file. */
	private interface Opener {

		InputStream open() throws IOException;
	}

	/** A file that can be read; it has a path, or a CRC-32 in the zip it lies in. */
	private record Item(long size, Opener opener, Optional<Path> path, Optional<Integer> crc32) {

		boolean isSureToEqual(final Item other) {
			return size == other.size && crc32.isPresent() && crc32.equals(other.crc32);
		}
	}

	private final Map<String, Item> items = new LinkedHashMap<>();
	private final List<ZipArchive> zips = new ArrayList<>();

	private SourceFiles() {}

	/**
	 * @param sources a folder, or zips whose files are taken together
	 * @throws InputException if one is neither, or two hold different files of the same name
	 */
	static SourceFiles of(final List<Path> sources) {
		final SourceFiles files = new SourceFiles();
		try {
			for (final Path source : sources) {
				if (Files.isDirectory(source)) files.addFolder(source);
				else if (Files.isRegularFile(source)) files.addZip(source);
				else throw new InputException("There is no folder or zip " + source);
			}
			return files;
		}
		catch (final IOException e) {
			files.close();
			throw new InputException(sources + " cannot be read: " + e, e);
		}
		catch (final RuntimeException e) {
			files.close();
			throw e;
		}
	}

	private void addFolder(final Path folder) throws IOException {
		try (Stream<Path> walk = Files.walk(folder, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
			for (final Path file : (Iterable<Path>) walk.filter(Files::isRegularFile).limit(MAX_FILES)::iterator) {
				final List<String> parts = new ArrayList<>();
				folder.relativize(file).forEach(part -> parts.add(part.toString()));
				add(String.join("/", parts), new Item(Files.size(file), () -> Files.newInputStream(file), Optional.of(file),
					Optional.empty()), folder);
			}
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
	}

	private void addZip(final Path file) {
		final ZipArchive zip = ZipArchive.open(file, file.toString());
		zips.add(zip);
		for (final ZipArchive.Entry entry : zip.entries())
			add(entry.name(), new Item(entry.size(), () -> zip.content(entry), Optional.empty(), Optional.of(entry
				.crc32())), file);
	}

	private void add(final String name, final Item item, final Path source) {
		final Item before = items.putIfAbsent(name, item);
		if (before != null && !before.isSureToEqual(item)) throw new InputException(source + " holds another " + name +
			" than one of the files that belong together with it");
	}

	/** Relative names. */
	List<String> names() {
		return List.copyOf(items.keySet());
	}

	boolean has(final String name) {
		return items.containsKey(name);
	}

	long size(final String name) {
		return items.get(name).size();
	}

	/** Where the file lies; empty if it lies in a zip. */
	Optional<Path> path(final String name) {
		return items.get(name).path();
	}

	InputStream open(final String name) throws IOException {
		return items.get(name).opener().open();
	}

	/** A small file's bytes. */
	byte[] bytes(final String name) {
		if (size(name) > MAX_TEXT_BYTES) throw new InputException(name + " has " + size(name) + " bytes, more than the " +
			MAX_TEXT_BYTES + " that are read");
		try (InputStream in = open(name)) {
			return in.readNBytes(MAX_TEXT_BYTES);
		}
		catch (final IOException e) {
			throw new InputException(name + " cannot be read: " + e, e);
		}
	}

	@Override
	public void close() {
		for (final ZipArchive zip : zips)
			try {
				zip.close();
			}
			catch (final IOException e) {
				throw new UncheckedIOException(e);
			}
	}
}
