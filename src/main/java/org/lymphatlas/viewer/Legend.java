package org.lymphatlas.viewer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.Locale;
import java.util.function.DoubleFunction;

import org.lymphatlas.anatomy.Station;

/** Says under a column's title what its colours and lines mean. */
public final class Legend {

	/** Pixels that a legend takes from top to bottom. */
	public static final int HEIGHT = 24;

	private static final int BAR_LENGTH = 84, BAR_HEIGHT = 8;
	private static final int SIZE = 11;
	private static final Color INK = new Color(0xd0d0d0);

	private Legend() {}

	/** Draws within {@link #HEIGHT} pixels, and some 330 to the right. */
	public static void draw(final Graphics2D g, final Layer layer, final CasePainter painter, final ViewState state,
		final int x, final int y)
	{
		switch (layer) {
			case CT -> text(g, "patient's right on the left;  " + state.window() + " HU", x, y);
			case DISTANCE -> distance(g, painter.distanceUnitMm(), x, y);
			case PROBABILITY -> probability(g, 0, x, y);
			case NODES -> nodes(g, painter.view(), state, x, y);
			case STATIONS -> {
				double at = x;
				for (final Station station : Station.values()) {
					Drawing.text(g, station.code(), at, y + 13, 12, Font.BOLD, Colours.node(station.label()));
					at += Drawing.width(g, station.code(), 12, Font.BOLD) + 10;
				}
			}
		}
	}

	private static void distance(final Graphics2D g, final double unitMm, final int x, final int y) {
		final double from = text(g, "0", x, y) + 4;
		bar(g, from, y, t -> Colours.viridis(1 - t), 0);
		final double after = text(g, unitMm > 0 ? String.format(Locale.ROOT, "about %.0f mm", unitMm) : "1", from +
			BAR_LENGTH + 4, y) + 14;
		line(g, after, y, Color.WHITE);
		final double plus = text(g, "mm", after + 22, y) + 12;
		g.setColor(Layer.RED);
		g.setStroke(new BasicStroke(2.5f));
		g.draw(new Line2D.Double(plus, y + 9, plus + 10, y + 9));
		g.draw(new Line2D.Double(plus + 5, y + 4, plus + 5, y + 14));
		text(g, "carina", plus + 15, y);
	}

	/** @param hidden part of the scale whose probabilities are not shown */
	private static double probability(final Graphics2D g, final double hidden, final int x, final int y) {
		final double from = text(g, "0.0001", x, y) + 5;
		bar(g, from, y, Colours::inferno, hidden);
		g.setColor(INK);
		g.setStroke(new BasicStroke(1f));
		for (int decade = 0; decade <= 4; decade++)
			g.draw(new Line2D.Double(from + decade * BAR_LENGTH / 4.0, y + 13, from + decade * BAR_LENGTH / 4.0, y + 16));
		return text(g, "1", from + BAR_LENGTH + 5, y);
	}

	private static void nodes(final Graphics2D g, final CaseView view, final ViewState state, final int x,
		final int y)
	{
		double at = x;
		if (view.prediction() != null) at = probability(g, ProbabilityScale.position(state.threshold()), x, y) + 9;
		if (view.nodes() != null) {
			line(g, at, y, Colours.node(1));
			at = text(g, "node, id", at + 22, y) + 10;
		}
		if (view.reference() != null) {
			line(g, at, y, Layer.REFERENCE);
			text(g, "reference", at + 22, y);
		}
	}

	/** @return where the text ends */
	private static double text(final Graphics2D g, final String text, final double x, final int y) {
		Drawing.text(g, text, x, y + 13, SIZE, Font.PLAIN, INK);
		return x + Drawing.width(g, text, SIZE, Font.PLAIN);
	}

	private static void line(final Graphics2D g, final double x, final int y, final Color colour) {
		g.setColor(colour);
		g.setStroke(new BasicStroke(2f));
		g.draw(new Line2D.Double(x, y + 9, x + 17, y + 9));
	}

	private static void bar(final Graphics2D g, final double x, final int y, final DoubleFunction<Color> colours,
		final double hidden)
	{
		for (int i = 0; i < BAR_LENGTH; i++) {
			final double t = i / (double) (BAR_LENGTH - 1);
			g.setColor(t < hidden ? new Color(0x303030) : colours.apply(t));
			g.fillRect((int) x + i, y + 4, 1, BAR_HEIGHT);
		}
	}
}
