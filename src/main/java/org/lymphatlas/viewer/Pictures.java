package org.lymphatlas.viewer;

import java.awt.image.BufferedImage;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.lymphatlas.volume.io.AtomicFiles;

/** Pictures to files. */
public final class Pictures {

	private Pictures() {}

	/** The file appears whole or not at all. */
	public static void writePng(final BufferedImage picture, final Path png) {
		AtomicFiles.write(png, out -> ImageIO.write(picture, "png", out));
	}
}
