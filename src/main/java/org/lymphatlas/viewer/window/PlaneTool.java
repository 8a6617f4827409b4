package org.lymphatlas.viewer.window;

import java.awt.Graphics2D;

import org.lymphatlas.viewer.Layer;
import org.lymphatlas.viewer.Plane;

/**
 * What the left mouse button does in the panels in place of moving the cursor: the seam for tools that mark and edit.
 * Called by the thread that draws. A tool that does not take a press does not hear of the drag and the release after it.
 */
public interface PlaneTool {

	/** @return does the tool take it? Otherwise the viewer moves its cursor, or pans with Shift. */
	boolean pressed(PanelMouse mouse);

	/** The mouse moved with its button held down. */
	default void dragged(final PanelMouse mouse) {}

	default void released(final PanelMouse mouse) {}

	/** The mouse moved over a panel without a button; null when it leaves them. */
	default void moved(final PanelMouse mouse) {}

	/**
	 * Draws a preview over a panel's picture. (0, 0) is the centre of the panel's first pixel, so that
	 * {@link Plane#project} gives where a place lies.
	 */
	default void paint(final Graphics2D g, final Layer layer, final Plane plane) {}
}
