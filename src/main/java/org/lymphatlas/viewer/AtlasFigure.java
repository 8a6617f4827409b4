package org.lymphatlas.viewer;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An atlas at one look, as paper A's figures 5 and 6 show theirs: coronal cuts from the front to the back of the
 * mediastinum, with the probability of a node, the distance to the carina and the stations laid over the reference CT.
 */
public final class AtlasFigure {

	private static final List<Layer> ROWS = List.of(Layer.PROBABILITY, Layer.DISTANCE, Layer.STATIONS);
	private static final int PANEL = 310;
	private static final int GAP = 8;
	private static final int HEADER = 40;
	private static final int ROW_HEADER = 52;
	private static final double LONGEST_MM = 340;
	/** Where the cuts lie: towards the back from the carina. Nodes occur from station 3a to 8 between. */
	private static final double[] BEHIND_CARINA_MM = { -45, -30, -15, 0, 15, 30 };
	private static final Color INK = new Color(0xf2f2f2);

	private final CaseView view;
	private final CasePainter painter;
	private final ViewState state;
	private final double[] carina;
	private final List<Plane> planes;

	/** @param view of the atlas itself: CT, distance, probability, stations and carina */
	public AtlasFigure(final CaseView view) {
		this.view = view;
		painter = new CasePainter(view);
		state = ViewState.of(view).withSection(Section.CORONAL);
		carina = view.carina().orElseThrow();
		final Extent extent = Extent.of(view.ct().grid()).atMost(LONGEST_MM, carina);
		final double pixelMm = Math.max(extent.sizeMm(Section.CORONAL.rightAxis), extent.sizeMm(Section.CORONAL.downAxis)) /
			PANEL;
		planes = Arrays.stream(BEHIND_CARINA_MM).mapToObj(mm -> Plane.of(Section.CORONAL, extent, new double[] { carina[0],
			carina[1] + mm, carina[2] }, pixelMm)).toList();
	}

	/** Draws it as PNG; the file appears whole or not at all. */
	public void write(final Path png) {
		Pictures.writePng(draw(), png);
	}

	BufferedImage draw() {
		final int panelWidth = planes.get(0).width(), panelHeight = planes.get(0).height();
		final List<Layer> rows = ROWS.stream().filter(layer -> layer.isIn(view)).toList();
		final int width = GAP + planes.size() * (panelWidth + GAP);
		final BufferedImage figure = new BufferedImage(width, HEADER + rows.size() * (ROW_HEADER + panelHeight) + GAP,
			BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = Drawing.smooth(figure);
		g.setColor(new Color(0x202020));
		g.fillRect(0, 0, width, figure.getHeight());
		Drawing.text(g, view.title(), GAP, 27, 20, Font.BOLD, INK);
		Drawing.text(g, view.verdict(), GAP + Drawing.width(g, view.title(), 20, Font.BOLD) + 24, 27, 14, Font.PLAIN,
			new Color(0xffd27f));
		int y = HEADER;
		for (final Layer layer : rows) {
			Drawing.text(g, layer.title(), GAP, y + 18, 15, Font.BOLD, INK);
			Legend.draw(g, layer, painter, state, GAP, y + 24);
			for (int cut = 0; cut < planes.size(); cut++)
				panel(g, layer, cut, GAP + cut * (panelWidth + GAP), y + ROW_HEADER);
			y += ROW_HEADER + panelHeight;
		}
		g.dispose();
		return figure;
	}

	private void panel(final Graphics2D g, final Layer layer, final int cut, final int x, final int y) {
		final Plane plane = planes.get(cut);
		g.drawImage(painter.render(layer, plane, state), x, y, null);
		PanelMarks.letters(g, plane, x, y);
		Drawing.text(g, place(BEHIND_CARINA_MM[cut]), x + 6, y + plane.height() - 8, 12, Font.PLAIN, INK);
	}

	private static String place(final double behind) {
		return behind == 0 ? "through the carina" : String.format(Locale.ROOT, "%.0f mm %s the carina", Math.abs(behind),
			behind > 0 ? "behind" : "in front of");
	}
}
