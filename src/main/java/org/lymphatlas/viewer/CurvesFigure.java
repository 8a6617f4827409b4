package org.lymphatlas.viewer;

import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.lymphatlas.training.EpochRecord;

import ij.gui.Plot;

/**
 * How a training went, as paper A's figure 4: losses and the moving average of the validation Dice over epochs; of a
 * network that segments nothing, that of the validation loss.
 */
public final class CurvesFigure {

	private static final int WIDTH = 900;
	private static final int HEIGHT = 540;
	private static final float LINE = 2;
	private static final float POINT = 5;
	private static final double MARGIN = 0.05;
	/** Of Okabe and Ito, told apart by the colour-blind. */
	private static final Color BLUE = new Color(0x0072b2), VERMILION = new Color(0xd55e00), GREEN = new Color(0x009e73);

	private CurvesFigure() {}

	/** Writes the curves as PNG; the file appears whole or not at all. */
	public static void write(final List<EpochRecord> epochs, final Path png) {
		Pictures.writePng(plot("Training", epochs).getProcessor().getBufferedImage(), png);
	}

	/** @param epochs at least one */
	static Plot plot(final String title, final List<EpochRecord> epochs) {
		final boolean segments = epochs.stream().anyMatch(epoch -> !Double.isNaN(epoch.validationDice()));
		final Plot plot = new Plot(title, "Epoch", segments ? "Loss, Dice" : "Loss");
		plot.setSize(WIDTH, HEIGHT);
		final StringBuilder legend = new StringBuilder();
		double low = 0, high = 1;
		final List<Curve> curves = List.of(new Curve("Training loss", BLUE, Plot.LINE, EpochRecord::trainLoss), new Curve(
			"Validation loss", VERMILION, Plot.LINE, EpochRecord::validationLoss), new Curve("Validation Dice", GREEN, Plot.DOT,
				EpochRecord::validationDice), new Curve("Validation Dice, moving average", GREEN, Plot.LINE,
					EpochRecord::diceAverage), new Curve("Validation loss, moving average", GREEN, Plot.LINE, epoch -> segments
						? Double.NaN : epoch.lossAverage()));
		for (final Curve curve : curves) {
			final double[] values = epochs.stream().mapToDouble(curve.value).toArray();
			if (Double.isNaN(values[values.length - 1])) continue;
			for (final double value : values) {
				low = Math.min(low, value);
				high = Math.max(high, value);
			}
			plot.setColor(curve.colour);
			plot.setLineWidth(curve.shape == Plot.DOT ? POINT : LINE);
			plot.addPoints(epochs.stream().mapToDouble(e -> e.epoch() + 1).toArray(), values, epochs.size() == 1 ? Plot.CIRCLE
				: curve.shape);
			legend.append(curve.name).append('\n');
		}
		plot.setColor(Color.BLACK);
		plot.setLineWidth(1);
		plot.setLimits(0, Math.max(2, epochs.size() + 1), low - MARGIN * (high - low), high + MARGIN * (high - low));
		plot.addLegend(legend.toString());
		return plot;
	}

	private record Curve(String name, Color colour, int shape, ToDoubleFunction<EpochRecord> value) {}
}
