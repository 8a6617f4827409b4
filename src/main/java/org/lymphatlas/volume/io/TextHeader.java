package org.lymphatlas.volume.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.lymphatlas.volume.InputException;

/**
 * The lines of text that begin an NRRD or MetaImage file.
 *
 * @param lines without their line ends; the line that ended the header is the last
 * @param bytes length of the header, its last line end included
 * @param complete whether the line that ends the header was found before the file ended
 */
record TextHeader(List<String> lines, long bytes, boolean complete) {

	private static final int MAX_BYTES = 1 << 20;

	/** No field that is used is longer; of others the rest is dropped. */
	private static final int MAX_LINE = 1000;

	/**
	 * Reads lines up to the one that ends the header, or to the end of the file.
	 *
	 * @throws InputException if no end is found within a MiB
	 */
	static TextHeader read(final Path file, final Predicate<String> isLast) {
		VoxelReader.fileSize(file);
		final List<String> lines = new ArrayList<>();
		final StringBuilder line = new StringBuilder();
		try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
			for (int count = 1; count <= MAX_BYTES; count++) {
				final int c = in.read();
				if (c >= 0 && c != '\n') {
					line.append((char) c);
					continue;
				}
				final boolean last = (c >= 0 || line.length() > 0) && isLast.test(text(line.toString()));
				lines.add(text(line.toString()));
				line.setLength(0);
				if (last || c < 0) return new TextHeader(lines, c < 0 ? count - 1 : count, last);
			}
		}
		catch (final IOException e) {
			throw VoxelReader.unreadable(file, e);
		}
		throw new InputException(file + ": its header has no end; it is damaged or not of the kind its name says");
	}

	/** A line of bytes as text that messages can show: UTF-8, of a sensible length, without control characters. */
	private static String text(final String bytes) {
		final String line = bytes.endsWith("\r") ? bytes.substring(0, bytes.length() - 1) : bytes;
		final String start = line.substring(0, Math.min(line.length(), MAX_LINE));
		return new String(start.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
	}

	/** The numbers of a field; separated by blanks, commas or brackets. */
	static double[] numbers(final String name, final Map<String, String> fields, final String key, final int count) {
		final String[] words = fields.get(key).replaceAll("[(),]", " ").trim().split("\\s+");
		if (words.length != count) throw new InputException(name + ": '" + key + ": " + fields.get(key) + "' should have " +
			count + " numbers; the header is damaged");
		final double[] numbers = new double[count];
		for (int i = 0; i < count; i++) {
			try {
				numbers[i] = Double.parseDouble(words[i]);
			}
			catch (final NumberFormatException e) {
				throw new InputException(name + ": '" + key + ": " + fields.get(key) + "' should be numbers; '" + words[i] +
					"' is none", e);
			}
		}
		return numbers;
	}

	/** The whole numbers of a field. */
	static long[] integers(final Path file, final Map<String, String> fields, final String key, final int count) {
		final double[] numbers = numbers(file.toString(), fields, key, count);
		final long[] integers = new long[count];
		for (int i = 0; i < count; i++) {
			integers[i] = (long) numbers[i];
			if (integers[i] != numbers[i]) throw new InputException(file + ": '" + key + ": " + fields.get(key) +
				"' should be whole numbers");
		}
		return integers;
	}

	/**
	 * A data file beside the header.
	 *
	 * @throws InputException if the name leads out of the header's folder, or there is no such file
	 */
	static Path beside(final Path file, final String name) {
		final Path folder = file.toAbsolutePath().normalize().getParent();
		try {
			final Path relative = Path.of(name);
			final Path data = folder.resolve(relative).normalize();
			if (!relative.isAbsolute() && data.startsWith(folder) && !data.equals(folder)) {
				if (!Files.isRegularFile(data)) throw new InputException(file + ": its data file '" + name +
					"' is not there; put it beside the header");
				return data;
			}
		}
		catch (final InvalidPathException e) {
			throw new InputException(file + ": names the data file '" + name + "', which is no file name", e);
		}
		throw new InputException(file + ": names the data file '" + name +
			"', which is outside the header's own folder; put both into one folder and name it without a path");
	}
}
