package org.lymphatlas.viewer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

import org.lymphatlas.evaluation.NodeMeasure;

/**
 * One page that tells whether a case can be trusted: rows CT, distance map, atlas probability and predicted nodes;
 * columns axial, sagittal and coronal, all at one scale through the same point. Made for an A4 page, upright, at 250 dots
 * an inch: lines and letters are drawn in units of {@value #UNIT_MM} mm on paper, in which the smallest letters have 7
 * points. Works without a screen.
 */
public final class QaFigure {

	static final Print PRINT = new Print(1870);

	private static final double UNIT_MM = 0.225, PAGE_HEIGHT_MM = 270;
	private static final int GAP = 6, HEADER = 50, ROW_HEADER = 32, FOOTER = 46;
	private static final int LEGEND = 250;
	private static final Color GROUND = new Color(0x202020), INK = new Color(0xf2f2f2), NOTICE = new Color(0xff9090);

	private final CaseView view;
	private final CasePainter painter;
	private final ViewState state;
	private final double scale = PRINT.pixels(UNIT_MM);
	private final ThreePlanes planes;

	public QaFigure(final CaseView view) {
		this.view = view;
		painter = new CasePainter(view);
		state = ViewState.of(view);
		final double highest = PRINT.pixels(PAGE_HEIGHT_MM) - scale * (HEADER + FOOTER);
		planes = ThreePlanes.of(view.ct().grid(), view.focus(), PRINT.widthPixels(), (int) (scale * GAP), 0, (int) (highest /
			Layer.COLUMNS.size() - scale * (ROW_HEADER + GAP)));
	}

	/** Draws it as PNG; the file appears whole or not at all. */
	public void write(final Path png) {
		Pictures.writePng(draw(), png);
	}

	public BufferedImage draw() {
		final int row = (int) (planes.bottom() + scale * (ROW_HEADER + GAP));
		final int height = (int) (scale * (HEADER + FOOTER)) + Layer.COLUMNS.size() * row;
		final BufferedImage figure = new BufferedImage(PRINT.widthPixels(), height, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = Drawing.smooth(figure);
		g.setColor(GROUND);
		g.fillRect(0, 0, figure.getWidth(), height);
		g.scale(scale, scale);
		header(g);
		for (final Layer layer : Layer.COLUMNS)
			row(g, layer, HEADER + layer.ordinal() * row / scale);
		footer(g, height / scale - FOOTER);
		g.dispose();
		return figure;
	}

	private double width() {
		return PRINT.widthPixels() / scale;
	}

	private void header(final Graphics2D g) {
		Drawing.text(g, view.title(), GAP, 22, 19, Font.BOLD, INK);
		Drawing.text(g, view.verdict(), GAP, 41, 13, Font.PLAIN, new Color(0xffd27f));
		final String notice = "LymphAtlas - research use only";
		Drawing.text(g, notice, width() - GAP - Drawing.width(g, notice, 13, Font.BOLD), 22, 13, Font.BOLD, NOTICE);
	}

	private void row(final Graphics2D g, final Layer layer, final double top) {
		Drawing.text(g, layer.title(), GAP, top + 20, 15, Font.BOLD, INK);
		Legend.draw(g, layer, painter, state, LEGEND, (int) top + 6);
		final ThreePlanes.Part last = planes.parts().get(planes.parts().size() - 1);
		final double left = (width() - GAP - (last.x() + last.plane().width()) / scale) / 2;
		for (final ThreePlanes.Part part : planes.parts())
			panel(g, layer, part.plane(), left + part.x() / scale, top + ROW_HEADER);
	}

	/** CT and colours as fine as the page, lines and letters in its units. */
	private void panel(final Graphics2D onto, final Layer layer, final Plane plane, final double x, final double y) {
		final Graphics2D g = (Graphics2D) onto.create();
		g.translate(x, y);
		final Plane units = inUnits(plane);
		final Rectangle2D frame = new Rectangle2D.Double(0, 0, plane.width() / scale, plane.height() / scale);
		g.drawImage(painter.render(layer, plane, state.without(Overlay.OUTLINES).without(Overlay.REFERENCE)), AffineTransform
			.getScaleInstance(1 / scale, 1 / scale), null);
		g.clip(frame);
		painter.lines(layer, g, units, state);
		PanelMarks.letters(g, units, 0, 0);
		if (layer == Layer.CT) {
			PanelMarks.place(g, units, 0, 18);
			PanelMarks.scaleBar(g, units, 0, 0);
		}
		if (!layer.isIn(view)) Drawing.text(g, "not there", 8, units.height() - 28, 15, Font.BOLD, NOTICE);
		g.setClip(null);
		g.setColor(new Color(0x606060));
		g.setStroke(new BasicStroke(0.6f));
		g.draw(frame);
		g.dispose();
	}

	private Plane inUnits(final Plane plane) {
		final double first = (scale - 1) / 2;
		return new Plane(plane.section(), plane.toWorld(first, first).toArray(), plane.pixelMm() * scale, (int) Math.ceil(
			plane.width() / scale), (int) Math.ceil(plane.height() / scale));
	}

	private void footer(final Graphics2D g, final double top) {
		final double[] focus = view.focus();
		Drawing.text(g, fitting(g, nodes()), GAP, top + 16, 11, Font.PLAIN, INK);
		Drawing.text(g, fitting(g, String.format(Locale.ROOT, "Planes through %s at (%.1f, %.1f, %.1f) mm LPS.  Grid %s.  %s",
			view.focusName(), focus[0], focus[1], focus[2], view.ct().grid(), view.carina().isPresent() ? ""
				: "No carina found.")), GAP, top + 34, 11, Font.PLAIN, INK);
	}

	private String nodes() {
		return view.measures().isEmpty() ? "" : "Nodes, short axis: " + view.measures().stream().map(QaFigure::describe)
			.collect(Collectors.joining(",  "));
	}

	private static String describe(final NodeMeasure node) {
		return String.format(Locale.ROOT, "%d: %s %.1f mm", node.id(), node.station(), node.shortAxisMm());
	}

	/** Cut where the page ends. */
	private String fitting(final Graphics2D g, final String text) {
		String fits = text;
		while (Drawing.width(g, fits, 11, Font.PLAIN) > width() - 2 * GAP)
			fits = fits.substring(0, fits.length() - 5).strip() + " ...";
		return fits;
	}
}
