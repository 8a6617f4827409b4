package org.lymphatlas.volume.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import org.lymphatlas.volume.InputException;

/** The formats of image files. */
enum Format {
	NIFTI, NRRD, METAIMAGE;

	private static final String ENDINGS = ".nii, .nii.gz, .nrrd, .nhdr, .mha or .mhd";
	private static final int DICOM_PREAMBLE = 128;

	/** The format to read a file as: by its name's ending, or if that is not known by its first bytes. */
	static Format toRead(final Path file) {
		return byName(file).orElseGet(() -> byContent(file));
	}

	/**
	 * The format to write a file in.
	 *
	 * @throws InputException if the name's ending is of none
	 */
	static Format toWrite(final Path file) {
		return byName(file).orElseThrow(() -> new InputException(file + ": cannot be written, its ending is not one of " +
			ENDINGS));
	}

	private static Optional<Format> byName(final Path file) {
		final String name = file.toString().toLowerCase(Locale.ROOT);
		if (name.endsWith(".nii") || name.endsWith(".nii.gz")) return Optional.of(NIFTI);
		if (name.endsWith(".nrrd") || name.endsWith(".nhdr")) return Optional.of(NRRD);
		if (name.endsWith(".mha") || name.endsWith(".mhd")) return Optional.of(METAIMAGE);
		return Optional.empty();
	}

	private static Format byContent(final Path file) {
		final String start;
		try (InputStream in = Files.newInputStream(file)) {
			start = new String(in.readNBytes(DICOM_PREAMBLE + 4), StandardCharsets.ISO_8859_1);
		}
		catch (final IOException e) {
			throw VoxelReader.unreadable(file, e);
		}
		if (start.startsWith("NRRD000")) return NRRD;
		if (start.startsWith("ObjectType") || start.startsWith("NDims")) return METAIMAGE;
		if (start.startsWith("\\\u0001\0\0") || start.startsWith("\0\0\u0001\\") || start.startsWith(
			"\u001f\u008b")) return NIFTI;
		if (start.startsWith("DICM", DICOM_PREAMBLE)) throw new InputException(file +
			": is one DICOM slice; give the folder with all slices of the CT");
		throw new InputException(file + ": not an image format that is read; give " + ENDINGS +
			", or for a DICOM CT the folder of its slices");
	}
}
