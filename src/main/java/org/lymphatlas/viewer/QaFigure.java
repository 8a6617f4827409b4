package org.lymphatlas.viewer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * One picture that tells whether a case can be trusted: columns CT, distance map, atlas probability and predicted nodes,
 * rows axial, coronal and sagittal, all at one scale through the same point. Works without a screen.
 */
public final class QaFigure {

	private static final int PANEL = 440;
	/** Room for a legend. */
	private static final int LEAST_COLUMN = 400;
	private static final int GAP = 10;
	private static final int HEADER = 86;
	private static final int FOOTER = 40;
	private static final double LONGEST_MM = 420;
	private static final Color INK = new Color(0xf2f2f2);

	private final CaseView view;
	private final CasePainter painter;
	private final ViewState state;
	private final double[] focus;
	private final Extent extent;
	private final double pixelMm;

	public QaFigure(final CaseView view) {
		this.view = view;
		painter = new CasePainter(view);
		state = ViewState.of(view);
		focus = view.focus();
		extent = Extent.of(view.ct().grid()).atMost(LONGEST_MM, focus);
		pixelMm = extent.largestMm() / PANEL;
	}

	/** Draws it as PNG; the file appears whole or not at all. */
	public void write(final Path png) {
		Pictures.writePng(draw(), png);
	}

	public BufferedImage draw() {
		final Plane[] planes = Arrays.stream(Section.values()).map(s -> Plane.of(s, extent, focus, pixelMm)).toArray(
			Plane[]::new);
		final int column = Arrays.stream(planes).mapToInt(Plane::width).reduce(LEAST_COLUMN, Math::max);
		final int width = Layer.COLUMNS.size() * (column + GAP) + GAP;
		final int height = HEADER + Arrays.stream(planes).mapToInt(p -> p.height() + GAP).sum() + FOOTER;
		final BufferedImage figure = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = Drawing.smooth(figure);
		g.setColor(new Color(0x202020));
		g.fillRect(0, 0, width, height);
		header(g, column);
		int y = HEADER;
		for (final Plane plane : planes) {
			for (final Layer layer : Layer.COLUMNS)
				panel(g, layer, plane, GAP + layer.ordinal() * (column + GAP) + (column - plane.width()) / 2, y);
			y += plane.height() + GAP;
		}
		footer(g, y, width);
		g.dispose();
		return figure;
	}

	private void header(final Graphics2D g, final int column) {
		Drawing.text(g, view.title(), GAP, 28, 20, Font.BOLD, INK);
		final double after = GAP + Drawing.width(g, view.title(), 20, Font.BOLD) + 24;
		Drawing.text(g, view.verdict(), after, 28, 15, Font.PLAIN, new Color(0xffd27f));
		for (final Layer layer : Layer.COLUMNS) {
			final int x = GAP + layer.ordinal() * (column + GAP);
			Drawing.text(g, layer.title(), x, 56, 15, Font.BOLD, INK);
			Legend.draw(g, layer, painter, state, x, 62);
		}
	}

	private void panel(final Graphics2D g, final Layer layer, final Plane plane, final int x, final int y) {
		g.drawImage(painter.render(layer, plane, state), x, y, null);
		
		PanelMarks.letters(g, plane, x, y);
		if (!layer.isIn(view)) Drawing.text(g, "not there", x + 8, y + plane.height() - 28, 15, Font.BOLD, new Color(0xff9090));
		if (layer == Layer.CT) {
			PanelMarks.place(g, plane, x, y);
			PanelMarks.scaleBar(g, plane, x, y);
		}
		g.setColor(new Color(0x606060));
		g.setStroke(new BasicStroke(1f));
		g.draw(new Rectangle2D.Double(x - 0.5, y - 0.5, plane.width() + 1, plane.height() + 1));
	}

	private void footer(final Graphics2D g, final int y, final int width) {
		Drawing.text(g, String.format(Locale.ROOT, "CT window %.0f HU, level %.0f HU.  Planes through %s at (%.1f, %.1f, %.1f) " +
			"mm LPS.  Grid %s.  %s", state.window().widthHu(), state.window().levelHu(), view.focusName(), focus[0], focus[1],
			focus[2], view.ct().grid(), view.carina().isPresent() ? "" : "No carina found."), GAP, y + 22, 13, Font.PLAIN, INK);
		final String notice = "LymphAtlas - research use only";
		Drawing.text(g, notice, width - GAP - Drawing.width(g, notice, 13, Font.BOLD), y + 22, 13, Font.BOLD, new Color(
			0xff9090));
	}
}
