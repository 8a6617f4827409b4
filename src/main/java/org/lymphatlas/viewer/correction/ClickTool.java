package org.lymphatlas.viewer.correction;

import java.util.function.IntConsumer;

import org.lymphatlas.viewer.window.PanelMouse;
import org.lymphatlas.viewer.window.PlaneTool;

/** Does something with the node that is clicked. */
final class ClickTool implements PlaneTool {

	private final Editor editor;
	private final String verb;
	private final IntConsumer work;

	/** @param verb what it does, for the message where there is no node */
	ClickTool(final Editor editor, final String verb, final IntConsumer work) {
		this.editor = editor;
		this.verb = verb;
		this.work = work;
	}

	@Override
	public boolean pressed(final PanelMouse mouse) {
		final int node = editor.session().nodes().at(mouse.place().toArray());
		if (node == 0) editor.window().say("There is no node here to " + verb);
		else work.accept(node);
		return true;
	}
}
