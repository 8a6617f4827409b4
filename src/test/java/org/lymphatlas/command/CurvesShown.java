package org.lymphatlas.command;

import java.util.ArrayList;
import java.util.List;

import org.lymphatlas.training.EpochRecord;
import org.lymphatlas.viewer.CurvesWindow;

import ij.IJ;
import ij.ImageJ;
import ij.WindowManager;
import ij.gui.PlotWindow;

/** Shows a training's curves epoch by epoch, closes their window, and goes on. To be run where there is a screen. */
public final class CurvesShown {

	private CurvesShown() {}

	/** @param arguments none */
	public static void main(final String[] arguments) {
		new ImageJ(ImageJ.STANDALONE);
		final CurvesWindow curves = new CurvesWindow("Training of a model");
		final List<EpochRecord> epochs = new ArrayList<>();
		System.out.println("BEFORE " + WindowManager.getImageCount());
		for (int e = 0; e < 12; e++) {
			epochs.add(new EpochRecord(e, 0.01, 0.5 - 0.08 * e + 0.01 * (e % 3), 0.5 - 0.07 * e + 0.03 * (e % 4), 0.06 * e - 0.02 *
				(e % 2), 0.05 * e, 3, 0, 0.5 - 0.07 * e));
			curves.epochs(epochs);
			System.out.println("EPOCH " + e + " WINDOWS " + WindowManager.getImageCount());
		}
		final PlotWindow window = (PlotWindow) WindowManager.getCurrentWindow();
		System.out.println("POINTS " + window.getPlot().getXValues().length + " TITLE " + window.getTitle());
		IJ.run("Capture Screen");
		IJ.saveAs("png", System.getProperty("plugins.dir") + "/screen.png");
		IJ.getImage().close();
		window.close();
		curves.epochs(epochs);
		System.out.println("CLOSED " + WindowManager.getImageCount());
		System.exit(0);
	}
}
