package org.lymphatlas.viewer.correction;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import javax.swing.AbstractButton;
import javax.swing.JButton;
import javax.swing.JOptionPane;
import javax.swing.JToggleButton;

import org.lymphatlas.correction.DeleteNode;
import org.lymphatlas.correction.GrowFromProbability;
import org.lymphatlas.correction.InterpolateSlices;
import org.lymphatlas.correction.MergeNodes;
import org.lymphatlas.correction.SetStation;
import org.lymphatlas.viewer.KeyTable;
import org.lymphatlas.viewer.ViewerAction;
import org.lymphatlas.viewer.window.CaseWindow;
import org.lymphatlas.viewer.window.PlaneTool;

/**
 * Gives the built-in viewer's window its tools for correction: buttons, keys, and a panel with what is set. Belongs to
 * Swing's thread.
 */
public final class CorrectionTools {

	private final Editor editor;
	private final CaseWindow window;
	private final Brush brush = new Brush();
	private final AddTool add;
	private final BrushTool paint;
	private final BrushTool erase;
	private final EditPanel panel;
	private final Map<ViewerAction, AbstractButton> buttons = new EnumMap<>(ViewerAction.class);
	private final Map<ViewerAction, PlaneTool> tools = new EnumMap<>(ViewerAction.class);
	private ViewerAction tool = ViewerAction.LOOK;
	private boolean thresholdIsSet;

	/**
	 * Fits the tools to a window that shows the correction's case. Closing the window asks, where something is not saved.
	 */
	public CorrectionTools(final CaseWindow window, final Correction correction) {
		this.window = window;
		editor = new Editor(window, correction);
		add = new AddTool(editor);
		paint = new BrushTool(editor, brush, true);
		erase = new BrushTool(editor, brush, false);
		panel = new EditPanel(code -> editor.apply(() -> new SetStation(editor.requireChosen(), code)));
		tools.put(ViewerAction.DELETE_NODE, new ClickTool(editor, "delete", node -> editor.apply(() -> new DeleteNode(node))));
		tools.put(ViewerAction.ADD_NODE, add);
		tools.put(ViewerAction.PAINT, paint);
		tools.put(ViewerAction.ERASE, erase);
		tools.put(ViewerAction.CUT, new CutTool(editor));
		tools.put(ViewerAction.JOIN, new ClickTool(editor, "join", this::join));
		addActions();
		addButtons();
		window.toolPanel().add(panel);
		editor.onChange(this::follow);
		window.model().listen(state -> follow());
		window.setMayClose(this::mayClose);
		editor.refresh();
		follow();
	}

	private void addActions() {
		window.on(ViewerAction.LOOK, () -> take(ViewerAction.LOOK));
		for (final ViewerAction action : tools.keySet())
			window.on(action, () -> take(tool == action ? ViewerAction.LOOK : action));
		on(ViewerAction.GROW_BY, () -> add.setBy(AddTool.By.values()[(add.by().ordinal() + 1) % AddTool.By.values().length]));
		on(ViewerAction.BRUSH_LARGER, () -> resize(true));
		on(ViewerAction.BRUSH_SMALLER, () -> resize(false));
		on(ViewerAction.BRUSH_SHAPE, brush::changeTip);
		on(ViewerAction.NEW_NODE, () -> editor.choose(0));
		on(ViewerAction.INTERPOLATE, () -> editor.apply(() -> InterpolateSlices.between(editor.requireChosen(), Editor.normal(
			window.panels().plane()), editor.session().strokes())));
		on(ViewerAction.STATION, () -> {
			if (editor.chosen() == 0) window.say("Choose a node first: a row of the table, or N and P");
			else panel.station().showPopup();
		});
		on(ViewerAction.ACCEPT, add::accept);
		on(ViewerAction.REJECT, () -> {
			if (add.previewVoxels() > 0) add.cancel();
			else take(ViewerAction.LOOK);
		});
		on(ViewerAction.UNDO, editor::undo);
		on(ViewerAction.REDO, editor::redo);
		on(ViewerAction.SAVE, editor::save);
	}

	private void on(final ViewerAction action, final Runnable work) {
		window.on(action, () -> {
			if (editor.session().isPainting()) return; // first lift the brush
			work.run();
			follow();
			window.panels().repaint();
		});
	}

	private void addButtons() {
		final Map<ViewerAction, String> names = new EnumMap<>(Map.of(ViewerAction.DELETE_NODE, "Delete", ViewerAction.ADD_NODE,
			"Add", ViewerAction.PAINT, "Paint", ViewerAction.ERASE, "Erase", ViewerAction.CUT, "Cut", ViewerAction.JOIN, "Join",
			ViewerAction.INTERPOLATE, "Interpolate", ViewerAction.UNDO, "Undo", ViewerAction.REDO, "Redo", ViewerAction.SAVE,
			"Save"));
		names.forEach((action, name) -> {
			final AbstractButton button = tools.containsKey(action) ? new JToggleButton(name) : new JButton(name);
			button.setToolTipText(action.description() + " (" + KeyTable.name(action.keys().get(0)) + ")");
			button.setFocusable(false); // keys belong to the viewer
			button.addActionListener(e -> {
				window.perform(action);
				follow();
			});
			buttons.put(action, button);
			window.toolBar().add(button);
		});
	}

	private void resize(final boolean larger) {
		if (tool == ViewerAction.ADD_NODE) add.widen(larger);
		else brush.resize(larger);
	}

	private void join(final int node) {
		if (editor.chosen() == 0 || editor.chosen() == node) {
			editor.choose(node);
			window.say("Click the nodes that become part of node " + node);
		}
		else editor.apply(() -> new MergeNodes(editor.chosen(), node));
	}

	/** Takes a tool in hand; {@code LOOK} gives the mouse back to the cursor. */
	private void take(final ViewerAction other) {
		add.cancel();
		paint.cancel();
		erase.cancel();
		tool = other;
		window.panels().setTool(Optional.ofNullable(tools.get(tool)));
		if (tool == ViewerAction.ADD_NODE && !thresholdIsSet) {
			thresholdIsSet = true;
			window.model().update(s -> s.withThreshold(GrowFromProbability.DEFAULT_THRESHOLD));
		}
		window.say(tool.description());
		follow();
	}

	private void follow() {
		buttons.forEach((action, button) -> {
			if (tools.containsKey(action)) button.setSelected(action == tool);
		});
		buttons.get(ViewerAction.UNDO).setEnabled(editor.session().canUndo());
		buttons.get(ViewerAction.REDO).setEnabled(editor.session().canRedo());
		buttons.get(ViewerAction.SAVE).setEnabled(editor.isUnsaved());
		panel.follow(tool == ViewerAction.LOOK ? "none" : buttons.get(tool).getText().toLowerCase(Locale.ROOT),
			brush, add.by(), editor);
	}

	private boolean mayClose() {
		if (!editor.isUnsaved()) return true;
		final int answer = JOptionPane.showConfirmDialog(window.frame(), "Save the correction before closing?",
			"Correction not saved", JOptionPane.YES_NO_CANCEL_OPTION);
		if (answer == JOptionPane.YES_OPTION) editor.save();
		return answer == JOptionPane.NO_OPTION || answer == JOptionPane.YES_OPTION && !editor.isUnsaved();
	}

	AddTool addTool() {
		return add;
	}

	Brush brush() {
		return brush;
	}

	EditPanel panel() {
		return panel;
	}

	AbstractButton button(final ViewerAction action) {
		return buttons.get(action);
	}
}
