package org.lymphatlas.viewer.window;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

import javax.swing.AbstractButton;
import javax.swing.JButton;
import javax.swing.JToggleButton;
import javax.swing.JToolBar;

import org.lymphatlas.viewer.CtWindow;
import org.lymphatlas.viewer.KeyTable;
import org.lymphatlas.viewer.Overlay;
import org.lymphatlas.viewer.Section;
import org.lymphatlas.viewer.ViewModel;
import org.lymphatlas.viewer.ViewState;
import org.lymphatlas.viewer.ViewerAction;

/** Buttons for the actions that are used most; tools add theirs behind. */
public final class ActionBar extends JToolBar {

	private final Map<ViewerAction, AbstractButton> buttons = new EnumMap<>(ViewerAction.class);
	private final Consumer<ViewerAction> perform;

	public ActionBar(final ViewModel model, final Consumer<ViewerAction> perform) {
		this.perform = perform;
		setFloatable(false);
		toggle(ViewerAction.AXIAL, "Axial");
		toggle(ViewerAction.CORONAL, "Coronal");
		toggle(ViewerAction.SAGITTAL, "Sagittal");
		addSeparator();
		toggle(ViewerAction.WINDOW_MEDIASTINUM, "Mediastinum");
		toggle(ViewerAction.WINDOW_LUNG, "Lung");
		toggle(ViewerAction.WINDOW_BONE, "Bone");
		addSeparator();
		toggle(ViewerAction.TOGGLE_COLOURS, "Colours");
		toggle(ViewerAction.TOGGLE_OUTLINES, "Outlines");
		toggle(ViewerAction.TOGGLE_REFERENCE, "Reference");
		toggle(ViewerAction.TOGGLE_CROSSHAIR, "Crosshair");
		addSeparator();
		button(ViewerAction.PREVIOUS_NODE, "< Node");
		button(ViewerAction.NEXT_NODE, "Node >");
		button(ViewerAction.CARINA, "Carina");
		button(ViewerAction.BEST_THRESHOLD, "Best threshold");
		button(ViewerAction.HELP, "Keys");
		addSeparator();
		model.listen(this::follow);
		follow(model.state());
	}

	private void toggle(final ViewerAction action, final String text) {
		add(action, new JToggleButton(text));
	}

	private void button(final ViewerAction action, final String text) {
		add(action, new JButton(text));
	}

	private void add(final ViewerAction action, final AbstractButton button) {
		button.setToolTipText(action.description() + " (" + KeyTable.name(action.keys().get(0)) + ")");
		button.setFocusable(false); // keys belong to the viewer
		button.addActionListener(e -> perform.accept(action));
		buttons.put(action, button);
		add(button);
	}

	/** A toggle shows the state, also after a click that changed nothing. */
	public void follow(final ViewState s) {
		selected(ViewerAction.AXIAL, s.section() == Section.AXIAL);
		selected(ViewerAction.CORONAL, s.section() == Section.CORONAL);
		selected(ViewerAction.SAGITTAL, s.section() == Section.SAGITTAL);
		selected(ViewerAction.WINDOW_MEDIASTINUM, s.window().equals(CtWindow.MEDIASTINUM));
		selected(ViewerAction.WINDOW_LUNG, s.window().equals(CtWindow.LUNG));
		selected(ViewerAction.WINDOW_BONE, s.window().equals(CtWindow.BONE));
		selected(ViewerAction.TOGGLE_COLOURS, s.shows(Overlay.COLOURS));
		selected(ViewerAction.TOGGLE_OUTLINES, s.shows(Overlay.OUTLINES));
		selected(ViewerAction.TOGGLE_REFERENCE, s.shows(Overlay.REFERENCE));
		selected(ViewerAction.TOGGLE_CROSSHAIR, s.shows(Overlay.CROSSHAIR));
	}

	private void selected(final ViewerAction action, final boolean on) {
		buttons.get(action).setSelected(on);
	}

	AbstractButton button(final ViewerAction action) {
		return buttons.get(action);
	}
}
