package org.lymphatlas.viewer.window;

import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Optional;

import javax.swing.JFrame;
import javax.swing.SwingUtilities;

import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.viewer.QaFigure;
import org.lymphatlas.viewer.VolumeViewer;
import org.lymphatlas.volume.InputException;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.WindowManager;

/** The built-in viewer: a {@link CaseWindow}, in need of nothing but Java and a screen. */
@Plugin(type = VolumeViewer.class, name = "imagej")
public final class ImageJViewer implements VolumeViewer {

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
		onSwingsThread(() -> {
			final CaseWindow window = new CaseWindow(view);
			window.open();
			listInImageJ(window.frame());
		});
	}

	@Override
	public void snapshot(final CaseView view, final Path png) {
		new QaFigure(view).write(png);
	}

	/** In ImageJ's Window menu, for as long as it is open. */
	public static void listInImageJ(final JFrame frame) {
		if (IJ.getInstance() == null) return;
		WindowManager.addWindow(frame);
		frame.addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosed(final WindowEvent e) {
				WindowManager.removeWindow(frame);
			}
		});
	}

	/** Waits until it is done. */
	public static void onSwingsThread(final Runnable work) {
		if (SwingUtilities.isEventDispatchThread()) {
			work.run();
			return;
		}
		try {
			SwingUtilities.invokeAndWait(work);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		catch (final InvocationTargetException e) {
			throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
		}
	}
}
