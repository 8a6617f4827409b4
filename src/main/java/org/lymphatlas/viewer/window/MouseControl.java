package org.lymphatlas.viewer.window;

import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.util.Optional;
import java.util.function.Consumer;

import javax.swing.SwingUtilities;

import org.lymphatlas.viewer.Layer;
import org.lymphatlas.viewer.LpsPoint;
import org.lymphatlas.viewer.Navigation;
import org.lymphatlas.viewer.ViewModel;

/** What the mouse does in the panels: a tool's work, the cursor, slices, zoom, pan, CT window. */
final class MouseControl extends MouseAdapter {

	private enum Drag {
		NONE, TOOL, CURSOR, PAN, WINDOW
	}

	private static final double WHEEL_ZOOM = 1.15;
	private static final double HU_PER_PIXEL = 2;

	private final PanelsView view;
	private final ViewModel model;
	private final Consumer<Optional<LpsPoint>> hovered;
	private Drag drag = Drag.NONE;
	private Layer layer = Layer.CT;
	private int lastX, lastY;
	private double turned;

	MouseControl(final PanelsView view, final ViewModel model, final Consumer<Optional<LpsPoint>> hovered) {
		this.view = view;
		this.model = model;
		this.hovered = hovered;
	}

	private PanelMouse mouse(final MouseEvent e) {
		return new PanelMouse(view.placeAt(layer, e.getX(), e.getY()), layer, view.plane(), e);
	}

	@Override
	public void mousePressed(final MouseEvent e) {
		if (drag != Drag.NONE) return;
		final Optional<Layer> pressed = view.layerAt(e.getX(), e.getY());
		if (pressed.isEmpty()) return;
		layer = pressed.get();
		lastX = e.getX();
		lastY = e.getY();
		if (SwingUtilities.isRightMouseButton(e)) drag = Drag.WINDOW;
		else if (SwingUtilities.isMiddleMouseButton(e)) drag = Drag.PAN;
		else if (view.tool().isPresent() && view.tool().get().pressed(mouse(e))) drag = Drag.TOOL;
		else drag = e.isShiftDown() ? Drag.PAN : Drag.CURSOR;
		if (drag == Drag.CURSOR) model.update(s -> s.withCursor(mouse(e).place()));
	}

	@Override
	public void mouseDragged(final MouseEvent e) {
		final int dx = e.getX() - lastX, dy = e.getY() - lastY;
		lastX = e.getX();
		lastY = e.getY();
		switch (drag) {
			case TOOL -> view.tool().ifPresent(tool -> tool.dragged(mouse(e)));
			case CURSOR -> model.update(s -> s.withCursor(mouse(e).place()));
			case PAN -> {
				final double pixelMm = view.plane().pixelMm();
				model.update(s -> Navigation.panned(s, -dx * pixelMm, -dy * pixelMm));
			}
			case WINDOW -> model.update(s -> s.withWindow(s.window().moved(-HU_PER_PIXEL * dy, HU_PER_PIXEL * dx)));
			case NONE -> {
				return;
			}
		}
		hovered.accept(Optional.of(mouse(e).place()));
	}

	@Override
	public void mouseReleased(final MouseEvent e) {
		if (drag == Drag.TOOL) view.tool().ifPresent(tool -> tool.released(mouse(e)));
		drag = Drag.NONE;
	}

	@Override
	public void mouseMoved(final MouseEvent e) {
		final Optional<Layer> over = view.layerAt(e.getX(), e.getY());
		over.ifPresent(l -> layer = l);
		hovered.accept(over.map(l -> mouse(e).place()));
		view.tool().ifPresent(tool -> tool.moved(over.isPresent() ? mouse(e) : null));
	}

	@Override
	public void mouseExited(final MouseEvent e) {
		if (drag != Drag.NONE) return;
		hovered.accept(Optional.empty());
		view.tool().ifPresent(tool -> tool.moved(null));
	}

	/** Whole slices, also where a touchpad sends parts of a notch. */
	@Override
	public void mouseWheelMoved(final MouseWheelEvent e) {
		final Optional<Layer> over = view.layerAt(e.getX(), e.getY());
		if (over.isEmpty()) return;
		if (e.isControlDown()) {
			final LpsPoint fixed = view.placeAt(over.get(), e.getX(), e.getY());
			model.update(s -> Navigation.zoomed(s, fixed, Math.pow(WHEEL_ZOOM, -e.getPreciseWheelRotation())));
			return;
		}
		turned += e.getPreciseWheelRotation();
		final int slices = (int) turned;
		turned -= slices;
		if (slices != 0) model.update(s -> Navigation.bySlices(s, view.painter().view().ct().grid(), slices));
	}
}
