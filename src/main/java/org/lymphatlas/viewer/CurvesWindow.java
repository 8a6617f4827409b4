package org.lymphatlas.viewer;

import java.util.List;

import org.lymphatlas.training.EpochRecord;
import org.lymphatlas.training.TrainingMonitor;

import ij.gui.Plot;
import ij.gui.PlotWindow;

/** The curves of a training in a window that each epoch draws anew. Closed by the user, it stays closed. */
public final class CurvesWindow implements TrainingMonitor {

	private final String title;
	private PlotWindow window;

	/** Nothing is shown before the first epoch is done. */
	public CurvesWindow(final String title) {
		this.title = title;
	}

	@Override
	public void epochs(final List<EpochRecord> epochs) {
		final Plot plot = CurvesFigure.plot(title, epochs);
		if (window == null) window = plot.show();
		else if (!window.isClosed()) window.drawPlot(plot);
	}
}
