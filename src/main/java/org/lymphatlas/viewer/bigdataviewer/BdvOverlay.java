package org.lymphatlas.viewer.bigdataviewer;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.util.Optional;

import org.lymphatlas.viewer.CasePainter;
import org.lymphatlas.viewer.Layer;
import org.lymphatlas.viewer.Overlay;
import org.lymphatlas.viewer.PanelMarks;
import org.lymphatlas.viewer.Plane;
import org.lymphatlas.viewer.ViewState;

/**
 * What lies over a panel's picture: lines of its layer, marks and the cursor. A view that is turned out of the patient's
 * axes shows the cursor only, and says so.
 */
record BdvOverlay(CasePainter painter, Layer layer, ViewState state) {

	void paint(final Graphics2D onto, final double[] view, final Dimension size) {
		if (size.width < 1 || size.height < 1) return;
		final Graphics2D g = (Graphics2D) onto.create();
		final Optional<Plane> plane = ViewMatrix.plane(view, size.width, size.height);
		plane.ifPresent(p -> painter.lines(layer, g, p, state));
		plane.ifPresentOrElse(p -> PanelMarks.all(g, p, state.window()), () -> PanelMarks.note(g,
			"turned view: lines and marks are shown in axial (A), coronal (C) and sagittal (S) planes"));
		if (!layer.isIn(painter.view())) PanelMarks.note(g, "not in this case");
		final double[] at = ViewMatrix.project(view, state.cursor());
		if (state.shows(Overlay.CROSSHAIR)) PanelMarks.crosshair(g, at[0], at[1], size.width, size.height);
		g.dispose();
	}
}
