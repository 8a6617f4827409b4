package org.lymphatlas.viewer.window;

import java.awt.event.ActionEvent;
import java.util.function.Consumer;

import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.JRootPane;
import javax.swing.KeyStroke;

import org.lymphatlas.viewer.ViewerAction;

/** Binds the keys of every action to a window, whichever part of it has the focus. */
final class Keys {

	private Keys() {}

	static void bind(final JRootPane root, final Consumer<ViewerAction> perform) {
		for (final ViewerAction action : ViewerAction.values()) {
			for (final String key : action.keys())
				root.getInputMap(JComponent.WHEN_IN_FOCUSED_WINDOW).put(KeyStroke.getKeyStroke(key), action);
			root.getActionMap().put(action, new AbstractAction() {

				@Override
				public void actionPerformed(final ActionEvent e) {
					perform.accept(action);
				}
			});
		}
	}

	static void unbind(final JRootPane root) {
		root.getInputMap(JComponent.WHEN_IN_FOCUSED_WINDOW).clear();
		root.getActionMap().clear();
	}
}
