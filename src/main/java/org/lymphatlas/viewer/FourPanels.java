package org.lymphatlas.viewer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * CT, distance map, atlas probability and nodes side by side, all of the same plane, with titles, legends, marks and one
 * cursor. Keeps the last pictures: what only moves the cursor within its plane draws no section anew. Holds no volume but
 * its painter's.
 */
public final class FourPanels {

	private static final int GAP = 6, TITLE = 20, HEADER = TITLE + Legend.HEIGHT + 4;
	private static final Color BACKGROUND = new Color(0x202020), INK = new Color(0xf2f2f2);
	private static final Color BORDER = new Color(0x606060), MISSING = new Color(0xffb0a0);

	private final BufferedImage[] pictures = new BufferedImage[Layer.COLUMNS.size()];
	private CasePainter painter;
	private Extent extent;
	private ViewState drawn;
	private int width = 1, height = 1;

	public FourPanels(final CasePainter painter) {
		show(painter);
	}

	/** Shows another case, or the same after a correction. */
	public void show(final CasePainter other) {
		painter = other;
		extent = Extent.of(other.view().ct().grid());
		drawn = null;
	}

	/** Draws everything in a rectangle of that size at (0, 0). */
	public void draw(final Graphics2D g, final int totalWidth, final int totalHeight, final ViewState state) {
		if (totalWidth != width || totalHeight != height) drawn = null;
		width = totalWidth;
		height = totalHeight;
		render(state);
		Drawing.smooth(g);
		g.setColor(BACKGROUND);
		g.fillRect(0, 0, width, height);
		final Plane plane = plane(state);
		for (final Layer layer : Layer.COLUMNS)
			panel(g, layer, plane, state);
	}

	/** What all panels show in that state. */
	public Plane plane(final ViewState state) {
		final Rectangle b = bounds(Layer.CT);
		return Plane.of(state, extent, b.width, b.height);
	}

	/** Where a layer's picture lies. */
	public Rectangle bounds(final Layer layer) {
		final int columns = Layer.COLUMNS.size(), column = Math.max(1, (width - GAP * (columns + 1)) / columns);
		return new Rectangle(GAP + Layer.COLUMNS.indexOf(layer) * (column + GAP), HEADER, column, Math.max(1, height - HEADER -
			GAP));
	}

	/** The layer whose picture lies there. */
	public Optional<Layer> layerAt(final int x, final int y) {
		return Layer.COLUMNS.stream().filter(layer -> bounds(layer).contains(x, y)).findFirst();
	}

	private void render(final ViewState state) {
		final int normal = state.section().normalAxis;
		final ViewState visible = state.withCursor(state.centre().with(normal, state.cursor().get(normal)));
		if (visible.equals(drawn)) return;
		final Plane plane = plane(visible);
		final BufferedImage ct = painter.ct(plane, visible.window());
		for (int i = 0; i < pictures.length; i++) {
			if (pictures[i] == null || pictures[i].getWidth() != plane.width() || pictures[i].getHeight() != plane.height())
				pictures[i] = new BufferedImage(plane.width(), plane.height(), BufferedImage.TYPE_INT_RGB);
			System.arraycopy(ColourTable.pixels(ct), 0, ColourTable.pixels(pictures[i]), 0, plane.width() * plane.height());
			painter.paint(Layer.COLUMNS.get(i), pictures[i], plane, visible);
		}
		drawn = visible;
	}

	private void panel(final Graphics2D g, final Layer layer, final Plane plane, final ViewState state) {
		final Rectangle b = bounds(layer);
		final Graphics2D head = (Graphics2D) g.create(b.x, 0, b.width, HEADER);
		Drawing.text(head, layer.title(), 0, TITLE - 4, 14, Font.BOLD, INK);
		Legend.draw(head, layer, painter, state, 0, TITLE);
		head.dispose();
		final Graphics2D p = (Graphics2D) g.create(b.x, b.y, b.width, b.height);
		p.drawImage(pictures[Layer.COLUMNS.indexOf(layer)], 0, 0, null);
		if (state.shows(Overlay.CROSSHAIR)) {
			final double[] cursor = plane.project(state.cursor().toArray());
			PanelMarks.crosshair(p, cursor[0] + 0.5, cursor[1] + 0.5, plane.width(), plane.height());
		}
		PanelMarks.letters(p, plane, 0, 0);
		PanelMarks.place(p, plane, 0, 0);
		PanelMarks.scaleBar(p, plane, 0, 0);
		PanelMarks.window(p, plane, state.window(), 0, 0);
		if (!layer.isIn(painter.view())) Drawing.text(p, "not in this case", 8, 34, 12, Font.BOLD, MISSING);
		p.dispose();
		g.setColor(BORDER);
		g.setStroke(new BasicStroke(1f));
		g.drawRect(b.x - 1, b.y - 1, b.width + 1, b.height + 1);
	}
}
