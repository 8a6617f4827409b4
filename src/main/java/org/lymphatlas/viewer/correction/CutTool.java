package org.lymphatlas.viewer.correction;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;

import org.lymphatlas.correction.SplitNode;
import org.lymphatlas.viewer.Layer;
import org.lymphatlas.viewer.LpsPoint;
import org.lymphatlas.viewer.Plane;
import org.lymphatlas.viewer.Preview;
import org.lymphatlas.viewer.window.PanelMouse;
import org.lymphatlas.viewer.window.PlaneTool;
import org.lymphatlas.volume.InputException;

/** Cuts a node in two along a line that is drawn across it. */
final class CutTool implements PlaneTool {

	/** Points of the line that are asked for the node there. */
	private static final int PROBES = 100;

	private final Editor editor;
	private LpsPoint from;
	private LpsPoint to;

	CutTool(final Editor editor) {
		this.editor = editor;
	}

	@Override
	public boolean pressed(final PanelMouse mouse) {
		from = mouse.place();
		to = from;
		return true;
	}

	@Override
	public void dragged(final PanelMouse mouse) {
		to = mouse.place();
		editor.window().panels().repaint();
	}

	@Override
	public void released(final PanelMouse mouse) {
		to = mouse.place();
		final double[] a = from.toArray(), b = to.toArray();
		from = null;
		editor.apply(() -> SplitNode.alongLine(nodeAlong(a, b), editor.session().nodes().nextId(), a, b, Editor.normal(mouse
			.plane())));
		editor.window().panels().repaint();
	}

	/** The first node that the line crosses. */
	private int nodeAlong(final double[] a, final double[] b) {
		for (int k = 0; k <= PROBES; k++) {
			final double t = k / (double) PROBES;
			final int node = editor.session().nodes().at(new double[] { a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]),
				a[2] + t * (b[2] - a[2]) });
			if (node != 0) return node;
		}
		throw new InputException("The line crosses no node; draw it across the one to cut");
	}

	@Override
	public void paint(final Graphics2D g, final Layer layer, final Plane plane) {
		if (from == null) return;
		final double[] a = plane.project(from.toArray()), b = plane.project(to.toArray());
		Preview.dashed(g, new Line2D.Double(a[0], a[1], b[0], b[1]));
	}
}
