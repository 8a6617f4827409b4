package org.lymphatlas.viewer.bigdataviewer;

import java.awt.Dimension;
import java.awt.Frame;
import java.awt.Graphics2D;
import java.awt.GridLayout;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;

import org.lymphatlas.viewer.CasePainter;
import org.lymphatlas.viewer.Extent;
import org.lymphatlas.viewer.Layer;
import org.lymphatlas.viewer.LpsPoint;
import org.lymphatlas.viewer.Plane;
import org.lymphatlas.viewer.ViewModel;
import org.lymphatlas.viewer.ViewState;

/**
 * CT, distance map, atlas probability and nodes side by side in four panels of BigDataViewer that show one view. Who turns,
 * moves or zooms one moves all; the cursor follows the mouse. Belongs to Swing's thread.
 */
final class BdvPanels extends JPanel {

	private static final int WIDTH = 390, HEIGHT = 560;

	private final CasePainter painter;
	private final ViewModel model;
	private final Extent extent;
	private final List<BdvPanel> panels = new ArrayList<>();
	private final List<ColouredVolume> volumes = new ArrayList<>();
	private final Consumer<Optional<LpsPoint>> hovered;
	private final Runnable forget;
	private ViewState shown;
	/** Panels that have their size: before, BigDataViewer sets views that nobody asked for. */
	private final Set<BdvPanel> sized = new HashSet<>();
	/** While views are set by us, or told to the model by them. */
	private boolean following;

	BdvPanels(final BdvLibrary library, final Frame owner, final CasePainter painter, final ViewModel model,
		final Consumer<Optional<LpsPoint>> hovered)
	{
		super(new GridLayout(1, Layer.COLUMNS.size(), 4, 0));
		this.painter = painter;
		this.model = model;
		this.hovered = hovered;
		extent = Extent.of(painter.view().ct().grid());
		shown = model.state();
		for (final Layer layer : Layer.COLUMNS)
			add(panel(new BdvPanel(library, owner, WIDTH, HEIGHT), layer));
		forget = model.listen(this::show);
	}

	private JComponent panel(final BdvPanel panel, final Layer layer) {
		final ColouredVolume volume = new ColouredVolume(painter.view(), layer, shown);
		panel.show(volume.image(), layer.title(), painter.view().ct().grid());
		panel.onView(() -> onSwingsThread(() -> viewChanged(panel)));
		panel.onPaint(g -> new BdvOverlay(painter, layer, model.state()).paint((Graphics2D) g, panel.view(), panel.display()
			.getSize()));
		final MouseAdapter mouse = mouse(panel);
		panel.display().addMouseMotionListener(mouse);
		panel.display().addMouseListener(mouse);
		panel.display().addComponentListener(new ComponentAdapter() {

			@Override
			public void componentResized(final ComponentEvent e) {
				// After BigDataViewer's own listener, which sets a view of its own.
				SwingUtilities.invokeLater(() -> {
					sized.add(panel);
					setViews();
				});
			}
		});
		panels.add(panel);
		volumes.add(volume);
		return new TitledPanel(panel.component(), painter, layer, model);
	}

	private MouseAdapter mouse(final BdvPanel panel) {
		return new MouseAdapter() {

			@Override
			public void mouseMoved(final MouseEvent e) {
				final LpsPoint place = ViewMatrix.place(panel.view(), e.getX(), e.getY());
				model.update(s -> s.withCursor(place));
				hovered.accept(Optional.of(place));
			}

			@Override
			public void mouseExited(final MouseEvent e) {
				hovered.accept(Optional.empty());
			}
		};
	}

	private static void onSwingsThread(final Runnable work) {
		if (SwingUtilities.isEventDispatchThread()) work.run();
		else SwingUtilities.invokeLater(work);
	}

	/** The plane that the state asks for. */
	Plane plane() {
		final Dimension size = panels.get(0).display().getSize();
		return Plane.of(model.state(), extent, Math.max(1, size.width), Math.max(1, size.height));
	}

	/** Shows the state's plane in all panels. */
	void setViews() {
		if (panels.isEmpty()) return; // closed meanwhile
		final double[] view = ViewMatrix.of(plane());
		quietly(() -> panels.forEach(panel -> panel.setView(view)));
		repaintOverlays();
	}

	/** One panel was turned, moved or zoomed: the others follow, and the state where it can. */
	private void viewChanged(final BdvPanel moved) {
		if (following || sized.size() < Layer.COLUMNS.size()) return;
		final double[] view = moved.view();
		quietly(() -> {
			panels.stream().filter(panel -> panel != moved).forEach(panel -> panel.setView(view));
			final Dimension size = moved.display().getSize();
			ViewMatrix.plane(view, size.width, size.height).ifPresent(this::tellModel);
		});
		repaintOverlays();
	}

	private void tellModel(final Plane plane) {
		final ViewState s = model.state().withSection(plane.section());
		final double fitMm = plane().pixelMm() * model.state().zoom();
		final int normal = plane.section().normalAxis;
		model.set(s.withZoom(fitMm / plane.pixelMm()).withCentre(plane.toWorld((plane.width() - 1) / 2.0, (plane.height() - 1) /
			2.0)).withCursor(s.cursor().with(normal, plane.topLeft()[normal])));
		shown = model.state();
	}

	private void quietly(final Runnable change) {
		final boolean before = following;
		following = true;
		try {
			change.run();
		}
		finally {
			following = before;
		}
	}

	private void show(final ViewState state) {
		final ViewState before = shown;
		shown = state;
		if (!state.window().equals(before.window()) || state.opacity() != before.opacity() || state.threshold() != before
			.threshold() || !state.overlays().equals(before.overlays()))
		{
			volumes.forEach(volume -> volume.show(state));
			panels.forEach(BdvPanel::render);
		}
		if (!following && moved(before, state)) setViews();
		else repaintOverlays();
	}

	/** A cursor that moved within its plane moves no view. */
	private static boolean moved(final ViewState before, final ViewState now) {
		final int normal = now.section().normalAxis;
		return now.section() != before.section() || now.zoom() != before.zoom() || !now.centre().equals(before.centre()) ||
			Math.abs(now.cursor().get(normal) - before.cursor().get(normal)) > 1e-6;
	}

	private void repaintOverlays() {
		panels.forEach(panel -> panel.display().repaint());
	}

	BdvPanel panel(final Layer layer) {
		return panels.get(Layer.COLUMNS.indexOf(layer));
	}

	/** Stops BigDataViewer's threads and lets go of the case. */
	void close() {
		forget.run();
		panels.forEach(BdvPanel::close);
		removeAll();
		panels.clear();
		volumes.clear();
	}
}
