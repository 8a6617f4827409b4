package org.lymphatlas.viewer;

import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.nio.file.Path;
import java.util.Optional;

import org.lymphatlas.volume.InputException;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

/**
 * The built-in viewer: one ImageJ stack for each of the three cuts, each slice showing CT, distance, probability and
 * nodes side by side.
 */
@Plugin(type = VolumeViewer.class, name = "imagej")
public final class ImageJViewer implements VolumeViewer {

	/** Where the first window lies on the screen: below ImageJ's own. */
	private static final int TOP = 80;

	@Override
	public String name() {
		return "imagej";
	}

	@Override
	public Optional<String> hindrance() {
		if (GraphicsEnvironment.isHeadless()) return Optional.of("there is no screen (Java runs headless)");
		try {
			GraphicsEnvironment.getLocalGraphicsEnvironment().getDefaultScreenDevice();
			return Optional.empty();
		}
		catch (final AWTError | HeadlessException | NoClassDefFoundError e) {
			return Optional.of("the screen cannot be reached: " + e.getMessage());
		}
	}

	@Override
	public void show(final CaseView view) {
		hindrance().ifPresent(why -> {
			throw new InputException("Cannot show " + view.title() + ": " + why + "; a snapshot can be written");
		});
		int y = TOP;
		final CasePainter painter = new CasePainter(view);
		for (final Section section : Section.values()) {
			final ImagePlus image = new SectionStack(painter, ViewState.of(view).withSection(section), Layer.COLUMNS).image();
			image.show();
			image.getWindow().setLocation(0, y);
			y += image.getWindow().getHeight();
		}
	}

	@Override
	public void snapshot(final CaseView view, final Path png) {
		new QaFigure(view).write(png);
	}
}
