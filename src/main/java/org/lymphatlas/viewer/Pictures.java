package org.lymphatlas.viewer;

import java.awt.image.BufferedImage;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.lymphatlas.volume.io.AtomicFiles;

/** Pictures to files. */
final class Pictures {

	private Pictures() {}

	static void writePng(final BufferedImage picture, final Path png) {
		AtomicFiles.write(png, out -> ImageIO.write(picture, "png", out));
	}
}
