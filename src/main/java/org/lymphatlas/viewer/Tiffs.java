package org.lymphatlas.viewer;

import java.io.DataOutputStream;
import java.nio.file.Path;
import java.util.Locale;

import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.AtomicFiles;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.TiffEncoder;

/** Images to files as ImageJ keeps them, with dimensions, labels, calibration and overlay. */
public final class Tiffs {

	private Tiffs() {}

	/** @throws InputException if a file is neither a picture nor an image of ImageJ's */
	public static void checkFile(final Path file) {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		if (!isTiff(file) && !name.endsWith(".png")) throw new InputException("output=" + file +
			" must end in .png (as it looks) or .tif (as ImageJ keeps it)");
	}

	static boolean isTiff(final Path file) {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		return name.endsWith(".tif") || name.endsWith(".tiff");
	}

	/** The file appears whole or not at all. */
	static void write(final ImagePlus image, final Path file) {
		final FileInfo info = image.getFileInfo();
		info.description = new FileSaver(image).getDescriptionString();
		info.overlay = FileSaver.getOverlay(image);
		if (image.getStackSize() > 1) info.sliceLabels = image.getStack().getSliceLabels();
		AtomicFiles.write(file, out -> new TiffEncoder(info).write(new DataOutputStream(out)));
	}
}
