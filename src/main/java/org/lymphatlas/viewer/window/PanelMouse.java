package org.lymphatlas.viewer.window;

import java.awt.event.MouseEvent;

import org.lymphatlas.viewer.Layer;
import org.lymphatlas.viewer.LpsPoint;
import org.lymphatlas.viewer.Plane;

/**
 * The mouse over a panel.
 *
 * @param place in the patient, on the plane that is shown
 * @param layer of the panel; the one where the button went down while it is held
 * @param plane that is shown
 * @param event buttons and modifiers; its coordinates are of the window's component
 */
public record PanelMouse(LpsPoint place, Layer layer, Plane plane, MouseEvent event) {}
