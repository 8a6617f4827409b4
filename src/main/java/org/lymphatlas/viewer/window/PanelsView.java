package org.lymphatlas.viewer.window;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import javax.swing.JComponent;

import org.lymphatlas.viewer.CasePainter;
import org.lymphatlas.viewer.FourPanels;
import org.lymphatlas.viewer.HelpPainter;
import org.lymphatlas.viewer.KeyTable;
import org.lymphatlas.viewer.Layer;
import org.lymphatlas.viewer.LpsPoint;
import org.lymphatlas.viewer.Plane;
import org.lymphatlas.viewer.ViewModel;

/** The four panels as a Swing component, with the tool's preview and the help over them. */
public final class PanelsView extends JComponent {

	private final ViewModel model;
	private FourPanels panels;
	private CasePainter painter;
	private Optional<PlaneTool> tool = Optional.empty();
	private List<KeyTable.Row> help = List.of();

	/** @param hovered called with the place under the mouse, empty when it leaves the panels */
	PanelsView(final CasePainter painter, final ViewModel model, final Consumer<Optional<LpsPoint>> hovered) {
		this.model = model;
		this.painter = painter;
		panels = new FourPanels(painter);
		setOpaque(true);
		setPreferredSize(new Dimension(1560, 640));
		setMinimumSize(new Dimension(600, 200));
		model.listen(state -> repaint());
		final MouseControl mouse = new MouseControl(this, model, hovered);
		addMouseListener(mouse);
		addMouseMotionListener(mouse);
		addMouseWheelListener(mouse);
	}

	/** Shows the case as it is after a correction; all is drawn anew. */
	void show(final CasePainter corrected) {
		painter = corrected;
		panels.show(corrected);
		repaint();
	}

	/** Lets go of the case; nothing is drawn any more. */
	void release() {
		Arrays.stream(getMouseListeners()).forEach(this::removeMouseListener);
		Arrays.stream(getMouseMotionListeners()).forEach(this::removeMouseMotionListener);
		Arrays.stream(getMouseWheelListeners()).forEach(this::removeMouseWheelListener);
		painter = null;
		panels = null;
		tool = Optional.empty();
	}

	CasePainter painter() {
		return painter;
	}

	/** Gives the left mouse button to a tool; empty gives it back to the cursor. */
	public void setTool(final Optional<PlaneTool> other) {
		tool = other;
		repaint();
	}

	public Optional<PlaneTool> tool() {
		return tool;
	}

	/** Lays the help over the panels, or takes it away. */
	void toggleHelp(final List<KeyTable.Row> rows) {
		help = help.isEmpty() ? rows : List.of();
		repaint();
	}

	boolean showsHelp() {
		return !help.isEmpty();
	}

	/** The layer whose panel lies there. */
	Optional<Layer> layerAt(final int x, final int y) {
		return panels.layerAt(x, y);
	}

	/** Where a layer's picture lies in this component. */
	public Rectangle bounds(final Layer layer) {
		return panels.bounds(layer);
	}

	/** What the panels show now. */
	public Plane plane() {
		return panels.plane(model.state());
	}

	/** The place in the patient that a pixel of this component shows, seen as part of a layer's panel. */
	LpsPoint placeAt(final Layer layer, final int x, final int y) {
		final Rectangle b = bounds(layer);
		return plane().toWorld(x - b.x, y - b.y);
	}

	@Override
	protected void paintComponent(final Graphics graphics) {
		if (panels == null) return;
		final Graphics2D g = (Graphics2D) graphics.create();
		panels.draw(g, getWidth(), getHeight(), model.state());
		tool.ifPresent(t -> Layer.COLUMNS.forEach(layer -> {
			final Rectangle b = bounds(layer);
			final Graphics2D p = (Graphics2D) g.create(b.x, b.y, b.width, b.height);
			p.translate(0.5, 0.5);
			t.paint(p, layer, plane());
			p.dispose();
		}));
		if (showsHelp()) HelpPainter.draw(g, help, getWidth(), getHeight());
		g.dispose();
	}
}
