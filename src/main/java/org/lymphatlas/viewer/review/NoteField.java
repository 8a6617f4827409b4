package org.lymphatlas.viewer.review;

import java.awt.event.KeyEvent;

import javax.swing.JTextField;
import javax.swing.KeyStroke;

/** A line of text that keeps the keys that are typed into it from the viewer. */
final class NoteField extends JTextField {

	@Override
	protected boolean processKeyBinding(final KeyStroke key, final KeyEvent event, final int condition,
		final boolean pressed)
	{
		return super.processKeyBinding(key, event, condition, pressed) || condition == WHEN_FOCUSED && !event.isControlDown();
	}
}
