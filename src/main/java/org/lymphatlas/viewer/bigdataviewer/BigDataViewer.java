package org.lymphatlas.viewer.bigdataviewer;

import java.nio.file.Path;
import java.util.Optional;

import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.viewer.QaFigure;
import org.lymphatlas.viewer.VolumeViewer;
import org.lymphatlas.viewer.window.ImageJViewer;
import org.lymphatlas.volume.InputException;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/** BigDataViewer, where it is on the class path: the first choice, since it turns, and is what Fiji's people know. */
@Plugin(type = VolumeViewer.class, name = "bigdataviewer", priority = Priority.HIGH)
public final class BigDataViewer implements VolumeViewer {

	private final ClassLoader loader;

	public BigDataViewer() {
		this(BigDataViewer.class.getClassLoader());
	}

	/** @param loader that BigDataViewer's classes are looked for with */
	BigDataViewer(final ClassLoader loader) {
		this.loader = loader;
	}

	@Override
	public String name() {
		return "bigdataviewer";
	}

	@Override
	public Optional<String> hindrance() {
		final Optional<String> screen = new ImageJViewer().hindrance();
		if (screen.isPresent()) return screen;
		try {
			BdvLibrary.load(loader);
			return Optional.empty();
		}
		catch (final BdvMissingException e) {
			return Optional.of(e.getMessage());
		}
	}

	@Override
	public void show(final CaseView view) {
		hindrance().ifPresent(why -> {
			throw new InputException("Cannot show " + view.title() + " with BigDataViewer: " + why + "; use viewer=imagej");
		});
		try {
			final BdvLibrary library = BdvLibrary.load(loader);
			ImageJViewer.onSwingsThread(() -> {
				final BdvWindow window = new BdvWindow(library, view);
				window.open();
				ImageJViewer.listInImageJ(window.frame());
			});
		}
		catch (final BdvMissingException e) {
			throw new InputException(e.getMessage(), e);
		}
	}

	@Override
	public void snapshot(final CaseView view, final Path png) {
		new QaFigure(view).write(png);
	}
}
