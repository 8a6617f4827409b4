package org.lymphatlas.viewer.review;

import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/** Hears of every change of a text. */
record TextListener(Runnable changed) implements DocumentListener {

	@Override
	public void insertUpdate(final DocumentEvent e) {
		changed.run();
	}

	@Override
	public void removeUpdate(final DocumentEvent e) {
		changed.run();
	}

	@Override
	public void changedUpdate(final DocumentEvent e) {
		changed.run();
	}
}
