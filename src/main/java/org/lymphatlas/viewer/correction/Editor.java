package org.lymphatlas.viewer.correction;

import java.util.Optional;
import java.util.function.Supplier;

import org.lymphatlas.correction.Edit;
import org.lymphatlas.correction.EditLog;
import org.lymphatlas.correction.EditSession;
import org.lymphatlas.correction.Operation;
import org.lymphatlas.viewer.Plane;
import org.lymphatlas.viewer.window.CaseWindow;
import org.lymphatlas.volume.InputException;

/** What all tools do with a correction and the window that shows it. Belongs to Swing's thread. */
final class Editor {

	private final CaseWindow window;
	private final Correction correction;
	private final String title;
	private Runnable changed = () -> {};

	Editor(final CaseWindow window, final Correction correction) {
		this.window = window;
		this.correction = correction;
		title = window.frame().getTitle();
	}

	CaseWindow window() {
		return window;
	}

	EditSession session() {
		return correction.session();
	}

	/** Called after every change of the nodes, of what can be undone and of what is saved. */
	void onChange(final Runnable listener) {
		changed = listener;
	}

	/** Id of the node chosen in window and table; 0 if none is, or if it is gone. */
	int chosen() {
		final int node = window.model().state().node();
		return session().nodes().ids().contains(node) ? node : 0;
	}

	void choose(final int node) {
		window.model().update(s -> s.withNode(node));
	}

	/** @throws InputException if none is chosen */
	int requireChosen() {
		if (chosen() == 0) throw new InputException("Choose a node first: a row of the table, or N and P");
		return chosen();
	}

	/** Normal of the planes that are shown. */
	static double[] normal(final Plane plane) {
		final double[] normal = new double[3];
		normal[plane.section().normalAxis] = 1;
		return normal;
	}

	/** Does an operation, shows the nodes as they are then, and says what was done or why not. */
	Optional<Edit> apply(final Supplier<? extends Operation> operation) {
		try {
			final Edit edit = session().apply(operation.get());
			refresh();
			window.say(inWords(edit) + " (" + edit.voxels() + " voxels)");
			return Optional.of(edit);
		}
		catch (final InputException e) {
			window.say(e.getMessage());
			return Optional.empty();
		}
	}

	static String inWords(final Edit edit) {
		final StringBuilder nodes = new StringBuilder();
		edit.operation().nodes().stream().sorted().forEach(node -> nodes.append(nodes.isEmpty() ? " node " : ", ").append(
			node));
		return EditLog.name(edit.operation()) + nodes;
	}

	void undo() {
		window.say(session().undo().map(e -> "Undone: " + inWords(e)).orElse("Nothing can be undone"));
		refreshKeeping();
	}

	void redo() {
		window.say(session().redo().map(e -> "Done again: " + inWords(e)).orElse("Nothing can be done again"));
		refreshKeeping();
	}

	private void refreshKeeping() {
		final String said = window.said();
		refresh();
		window.say(said);
	}

	void save() {
		try {
			final String file = correction.save().toString();
			refresh();
			window.say("Saved: " + file);
		}
		catch (final InputException e) {
			window.say(e.getMessage());
		}
	}

	/** Shows nodes and table as they are now. */
	void refresh() {
		window.show(window.view().withNodes(session().nodes().labels(), correction.measures()));
		window.frame().setTitle((correction.isUnsaved() ? "* " : "") + title);
		changed.run();
	}

	/** Shows the nodes as they are in the middle of a stroke; the table follows when it ends. */
	void redraw() {
		window.show(window.view().withNodes(session().nodes().labels(), window.view().measures()));
	}

	boolean isUnsaved() {
		return correction.isUnsaved();
	}
}
