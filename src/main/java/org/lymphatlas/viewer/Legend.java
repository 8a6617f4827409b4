package org.lymphatlas.viewer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.function.DoubleFunction;

import org.lymphatlas.anatomy.Station;

/** Says under a column's title what its colours mean. */
final class Legend {

	private static final int BAR_LENGTH = 150;
	private static final int BAR_HEIGHT = 9;
	private static final Color INK = new Color(0xd0d0d0);

	private Legend() {}

	/** Draws within a height of some 22 pixels. */
	static void draw(final Graphics2D g, final Layer layer, final int x, final int y) {
		switch (layer) {
			case CT -> Drawing.text(g, "patient's right on the left", x, y + 13, 12, Font.PLAIN, INK);
			case DISTANCE -> {
				bar(g, x + 16, y + 4, t -> Colours.viridis(1 - t));
				Drawing.text(g, "0", x, y + 13, 12, Font.PLAIN, INK);
				Drawing.text(g, "1", x + 22 + BAR_LENGTH, y + 13, 12, Font.PLAIN, INK);
				g.setColor(Layer.RED);
				g.setStroke(new BasicStroke(1.5f));
				g.draw(new Line2D.Double(x + 200, y + 9, x + 220, y + 9));
				Drawing.text(g, "every 0.1;  + carina", x + 226, y + 13, 12, Font.PLAIN, INK);
			}
			case PROBABILITY -> {
				bar(g, x + 46, y + 4, Colours::hot);
				Drawing.text(g, "0.001", x, y + 13, 12, Font.PLAIN, INK);
				Drawing.text(g, "1  (logarithmic)", x + 52 + BAR_LENGTH, y + 13, 12, Font.PLAIN, INK);
			}
			case NODES -> Drawing.text(g, "outline and id as in nodes.csv", x, y + 13, 12, Font.PLAIN, INK);
			case STATIONS -> {
				double at = x;
				for (final Station station : Station.values()) {
					Drawing.text(g, station.code(), at, y + 13, 12, Font.BOLD, Colours.node(station.label()));
					at += Drawing.width(g, station.code(), 12, Font.BOLD) + 10;
				}
			}
		}
	}

	private static void bar(final Graphics2D g, final int x, final int y, final DoubleFunction<Color> colours) {
		for (int i = 0; i < BAR_LENGTH; i++) {
			g.setColor(colours.apply(i / (double) (BAR_LENGTH - 1)));
			g.fillRect(x + i, y, 1, BAR_HEIGHT);
		}
	}
}
