package org.lymphatlas.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.ImagePlusVolumes;
import org.lymphatlas.volume.io.VolumeFiles;

import ij.ImagePlus;
import ij.WindowManager;

/** Options' texts as what they name. */
final class Inputs {

	private Inputs() {}

	/** @throws InputException if the text cannot be a path */
	static Path path(final String text) {
		try {
			return Path.of(text.strip());
		}
		catch (final InvalidPathException e) {
			throw new InputException("'" + text + "' is not a path: " + e.getReason(), e);
		}
	}

	/** Empty for an empty text. */
	static Optional<Path> optionalPath(final String text) {
		return text == null || text.isBlank() ? Optional.empty() : Optional.of(path(text));
	}

	/**
	 * A CT and what records call it.
	 *
	 * @param name absolute path of its file or folder, or the title of its window
	 */
	record Ct(CtVolume volume, Path name) {}

	/** A CT from an open image of that title, in ImageJ, or else from a file or a DICOM folder. */
	static Ct ct(final String text) {
		final Path path = path(text);
		final ImagePlus open = WindowManager.getImage(text.strip());
		if (open != null) return new Ct(ImagePlusVolumes.toCt(open), path);
		if (Files.exists(path)) return new Ct(VolumeFiles.readCt(path), path.toAbsolutePath().normalize());
		final String[] titles = WindowManager.getImageTitles();
		throw new InputException("ct=" + text + " is neither a file nor a DICOM folder" + (titles.length == 0 ? ""
			: " nor an open image (open are: " + String.join(", ", titles) + ")"));
	}

	/** Paths separated by semicolons. */
	static List<Path> paths(final String text) {
		return Stream.of(text.split(";")).filter(part -> !part.isBlank()).map(Inputs::path).toList();
	}

	/** The constant that a choice names. */
	static <E extends Enum<E>> E choice(final Class<E> type, final String text) {
		return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
	}
}
