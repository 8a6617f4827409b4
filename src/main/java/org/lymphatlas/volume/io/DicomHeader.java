package org.lymphatlas.volume.io;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import ij.plugin.DICOM;

import org.lymphatlas.volume.InputException;

/**
 * The elements of one DICOM file, as ImageJ's decoder prints them: one line each, {@code gggg,eeee  Name: value}.
 *
 * @param file for messages
 */
record DicomHeader(Path file, List<String> lines) {

	private static final String ROWS = "0028,0010";
	private static final int TAG_CHARACTERS = 9;
	private static final int NESTED_MARK = 11;

	/** @return empty if the file is no DICOM file */
	static Optional<DicomHeader> read(final Path file) {
		try (InputStream in = new BufferedInputStream(new StrictEnd(Files.newInputStream(file)))) {
			// The name goes to the decoder only as a title: the bytes come from the stream.
			final String text;
			// The decoder keeps a static buffer.
			synchronized (DICOM.class) {
				text = new DICOM(in).getInfo("slice.dcm");
			}
			return text == null || text.isEmpty() ? Optional.empty() : Optional.of(of(file, text));
		}
		catch (final RuntimeException | OutOfMemoryError e) {
			// The decoder believes every element length.
			throw new InputException(file + ": the DICOM header is damaged; ImageJ's decoder stopped at it", e);
		}
		catch (final IOException e) {
			throw VoxelReader.unreadable(file, e);
		}
	}

	/** From ImageJ's text, as it stands in an image's Info property or a slice label. */
	static DicomHeader of(final Path file, final String text) {
		return new DicomHeader(file, new ArrayList<>(text.lines().toList()));
	}

	/**
	 * The value of an element of the image itself. The decoder also lists elements of sequences, not all of them marked; of
	 * several, the image's own is the last before Rows, and from Rows on the first.
	 *
	 * @param tag as in {@code 0020,0032}
	 */
	Optional<String> find(final String tag) {
		String found = null;
		for (final String line : lines) {
			if (line.startsWith(ROWS) && found != null) break;
			if (!line.startsWith(tag) || line.length() > NESTED_MARK && line.charAt(NESTED_MARK) == '>') continue;
			final int colon = line.indexOf(':');
			if (colon >= TAG_CHARACTERS) found = line.substring(colon + 1).trim();
			if (found != null && tag.compareTo(ROWS) >= 0) break;
		}
		return Optional.ofNullable(found).filter(value -> !value.isEmpty());
	}

	String text(final String tag, final String what) {
		return find(tag).orElseThrow(() -> new InputException(file + ": the DICOM header has no " + what + " (" + tag +
			"); it is cut off, or not of a CT slice"));
	}

	/** The numbers of an element with several values, separated by backslashes. */
	double[] numbers(final String tag, final String what, final int count) {
		final String text = text(tag, what);
		final String[] words = text.split("\\\\");
		final double[] numbers = new double[count];
		try {
			for (int i = 0; i < count && words.length == count; i++)
				numbers[i] = Double.parseDouble(words[i].trim());
		}
		catch (final NumberFormatException e) {
			throw notNumbers(what, tag, text, count);
		}
		if (words.length != count || !Arrays.stream(numbers).allMatch(Double::isFinite)) throw notNumbers(what, tag, text,
			count);
		return numbers;
	}

	private InputException notNumbers(final String what, final String tag, final String text, final int count) {
		return new InputException(file + ": " + what + " (" + tag + ") is '" + text + "' and should be " + count +
			(count == 1 ? " number" : " numbers"));
	}

	double number(final String tag, final String what) {
		return numbers(tag, what, 1)[0];
	}

	/** A number that may be absent. */
	double number(final String tag, final String what, final double absent) {
		return find(tag).isPresent() ? number(tag, what) : absent;
	}

	int integer(final String tag, final String what) {
		final double number = number(tag, what);
		if (number != (int) number) throw notNumbers(what, tag, "" + number, 1);
		return (int) number;
	}

	/** The decoder skips and waits for ever at the end of a file; here the end is an error. */
	private static final class StrictEnd extends FilterInputStream {

		StrictEnd(final InputStream in) {
			super(in);
		}

		@Override
		public int read() throws IOException {
			return notEnd(super.read());
		}

		@Override
		public int read(final byte[] bytes, final int offset, final int length) throws IOException {
			return notEnd(super.read(bytes, offset, length));
		}

		@Override
		public long skip(final long count) throws IOException {
			final long skipped = super.skip(count);
			if (skipped > 0) return skipped;
			notEnd(super.read());
			return 1;
		}

		private static int notEnd(final int result) throws IOException {
			if (result < 0) throw new EOFException("unexpected EOF");
			return result;
		}
	}
}
