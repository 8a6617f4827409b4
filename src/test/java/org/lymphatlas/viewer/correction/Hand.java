package org.lymphatlas.viewer.correction;

import java.awt.Rectangle;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.util.function.Supplier;

import javax.swing.Action;
import javax.swing.JComponent;
import javax.swing.JRootPane;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

import org.lymphatlas.viewer.Layer;
import org.lymphatlas.viewer.ViewerAction;
import org.lymphatlas.viewer.window.CaseWindow;

/** Uses a window as a person does: mouse events at places in the patient, and keys. */
public final class Hand {

	private final CaseWindow window;

	public Hand(final CaseWindow window) {
		this.window = window;
	}

	/** On Swing's thread. */
	public static <T> T swing(final Supplier<T> work) {
		final Object[] result = new Object[1];
		try {
			SwingUtilities.invokeAndWait(() -> result[0] = work.get());
		}
		catch (final ReflectiveOperationException | InterruptedException e) {
			throw new IllegalStateException(e);
		}
		@SuppressWarnings("unchecked")
		final T value = (T) result[0];
		return value;
	}

	public static void swing(final Runnable work) {
		swing(() -> {
			work.run();
			return null;
		});
	}

	/** Presses an action's first key, as it is bound to the window. */
	public void key(final ViewerAction action) {
		final JRootPane root = window.frame().getRootPane();
		swing(() -> {
			final Object bound = root.getInputMap(JComponent.WHEN_IN_FOCUSED_WINDOW).get(KeyStroke.getKeyStroke(action.keys().get(
				0)));
			final Action act = root.getActionMap().get(bound);
			if (act == null) throw new AssertionError("no key for " + action);
			act.actionPerformed(null);
		});
	}

	public void click(final double[]... lps) {
		drag(lps);
	}

	/** Presses at the first place, moves to the others, releases at the last. */
	public void drag(final double[]... lps) {
		swing(() -> event(MouseEvent.MOUSE_PRESSED, lps[0]));
		for (int k = 1; k < lps.length; k++) {
			final double[] to = lps[k];
			swing(() -> event(MouseEvent.MOUSE_DRAGGED, to));
		}
		swing(() -> event(MouseEvent.MOUSE_RELEASED, lps[lps.length - 1]));
	}

	public void move(final double[] lps) {
		swing(() -> event(MouseEvent.MOUSE_MOVED, lps));
	}

	private void event(final int id, final double[] lps) {
		final Rectangle b = window.panels().bounds(Layer.NODES);
		final double[] p = window.panels().plane().project(lps);
		final boolean moves = id == MouseEvent.MOUSE_MOVED;
		window.panels().dispatchEvent(new MouseEvent(window.panels(), id, System.currentTimeMillis(), moves ? 0
			: InputEvent.BUTTON1_DOWN_MASK, b.x + (int) Math.round(p[0]), b.y + (int) Math.round(p[1]), moves ? 0 : 1, false,
			moves ? MouseEvent.NOBUTTON : MouseEvent.BUTTON1));
	}
}
