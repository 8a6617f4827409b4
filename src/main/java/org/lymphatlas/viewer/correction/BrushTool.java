package org.lymphatlas.viewer.correction;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.util.Optional;

import org.lymphatlas.correction.EditSession;
import org.lymphatlas.correction.Stroke;
import org.lymphatlas.viewer.Layer;
import org.lymphatlas.viewer.LpsPoint;
import org.lymphatlas.viewer.Plane;
import org.lymphatlas.viewer.Preview;
import org.lymphatlas.viewer.window.PanelMouse;
import org.lymphatlas.viewer.window.PlaneTool;
import org.lymphatlas.volume.InputException;

/**
 * Paints or erases under the mouse. Painting goes on with the chosen node, else with the node under the mouse, else
 * begins a new one. Erasing takes what is under the brush, or, begun on a node, only of that one.
 */
final class BrushTool implements PlaneTool {

	private final Editor editor;
	private final Brush brush;
	private final boolean paint;
	private Optional<EditSession.Painting> painting = Optional.empty();
	private LpsPoint mouse;

	BrushTool(final Editor editor, final Brush brush, final boolean paint) {
		this.editor = editor;
		this.brush = brush;
		this.paint = paint;
	}

	private int node(final double[] place) {
		final int under = editor.session().nodes().at(place);
		if (!paint) return under;
		if (editor.chosen() != 0) return editor.chosen();
		return under != 0 ? under : editor.session().nodes().nextId();
	}

	@Override
	public boolean pressed(final PanelMouse m) {
		final double[] place = m.place().toArray();
		try {
			final int node = node(place);
			painting = Optional.of(editor.session().paint(new Stroke(paint, node, brush.tip(), brush.radiusMm(), Editor.normal(m
				.plane()), new double[][] { place })));
			if (paint) editor.choose(node);
			mouse = m.place();
			editor.redraw();
		}
		catch (final InputException e) {
			editor.window().say(e.getMessage());
		}
		return true;
	}

	@Override
	public void dragged(final PanelMouse m) {
		mouse = m.place();
		painting.ifPresent(p -> {
			p.to(m.place().toArray());
			editor.redraw();
		});
	}

	@Override
	public void released(final PanelMouse m) {
		painting.flatMap(EditSession.Painting::end).ifPresent(edit -> {
			editor.refresh();
			editor.window().say(Editor.inWords(edit) + " (" + edit.voxels() + " voxels)");
		});
		painting = Optional.empty();
	}

	/** Ends a stroke whose release never came. */
	void cancel() {
		painting.ifPresent(EditSession.Painting::cancel);
		painting = Optional.empty();
	}

	@Override
	public void moved(final PanelMouse m) {
		mouse = m == null ? null : m.place();
		editor.window().panels().repaint();
	}

	@Override
	public void paint(final Graphics2D g, final Layer layer, final Plane plane) {
		if (mouse == null) return;
		final double[] c = plane.project(mouse.toArray());
		final double r = brush.radiusMm() / plane.pixelMm();
		Preview.dashed(g, new Ellipse2D.Double(c[0] - r, c[1] - r, 2 * r, 2 * r));
	}
}
