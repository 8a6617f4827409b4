package org.lymphatlas.viewer.bigdataviewer;

import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

import org.lymphatlas.viewer.ViewerAction;

/** Our keys in a window, before BigDataViewer's own, which keep those that are not ours. */
final class BdvKeys implements KeyEventDispatcher {

	private final Window window;
	private final Consumer<ViewerAction> perform;
	private final Map<KeyStroke, ViewerAction> actions = new HashMap<>();

	private BdvKeys(final Window window, final Consumer<ViewerAction> perform) {
		this.window = window;
		this.perform = perform;
		for (final ViewerAction action : ViewerAction.values())
			for (final String key : action.keys())
				actions.put(KeyStroke.getKeyStroke(key), action);
	}

	/** @return takes the keys away again */
	static Runnable bind(final Window window, final Consumer<ViewerAction> perform) {
		final BdvKeys keys = new BdvKeys(window, perform);
		final KeyboardFocusManager manager = KeyboardFocusManager.getCurrentKeyboardFocusManager();
		manager.addKeyEventDispatcher(keys);
		return () -> manager.removeKeyEventDispatcher(keys);
	}

	@Override
	public boolean dispatchKeyEvent(final KeyEvent e) {
		if (e.getComponent() == null || SwingUtilities.windowForComponent(e.getComponent()) != window && e
			.getComponent() != window) return false;
		final ViewerAction action = actions.get(KeyStroke.getKeyStrokeForEvent(e));
		if (action == null) return false;
		perform.accept(action);
		return true;
	}
}
