package org.lymphatlas.viewer.bigdataviewer;

import java.awt.Frame;
import java.awt.Graphics;
import java.util.function.Consumer;

import javax.swing.JComponent;

import net.imglib2.RandomAccessibleInterval;

import org.lymphatlas.volume.Grid;

/** One panel of BigDataViewer. */
final class BdvPanel {

	private final BdvLibrary library;
	private final Object panel;

	/** @param owner of its dialogs, may be null */
	BdvPanel(final BdvLibrary library, final Frame owner, final int width, final int height) {
		this.library = library;
		panel = library.newPanel(owner, width, height);
	}

	/** What is put into a window. */
	JComponent component() {
		return library.component(panel);
	}

	/** What shows the picture and hears the mouse. */
	JComponent display() {
		return library.display(panel);
	}

	/** Shows colours as they are. */
	void show(final RandomAccessibleInterval<?> colours, final String name, final Grid grid) {
		library.setDisplayRange(library.show(panel, colours, name, ViewMatrix.voxelToWorld(grid)), 0, 255);
	}

	/** World to the display's pixels. */
	double[] view() {
		return library.view(panel);
	}

	void setView(final double[] worldToDisplay) {
		library.setView(panel, worldToDisplay);
	}

	void onView(final Runnable changed) {
		library.onView(panel, changed);
	}

	/** Paints over the picture, each time that is shown. */
	void onPaint(final Consumer<Graphics> painter) {
		library.onPaint(panel, painter);
	}

	/** Renders the volumes anew. */
	void render() {
		library.render(panel);
	}

	void close() {
		library.close(panel);
	}
}
