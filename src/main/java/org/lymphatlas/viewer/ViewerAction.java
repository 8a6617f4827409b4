package org.lymphatlas.viewer;

import java.util.List;

/**
 * What a key does in every viewer. Keys are written as {@code javax.swing.KeyStroke.getKeyStroke(String)} reads them; the
 * first is the one that menus and help show.
 */
public enum ViewerAction {
	AXIAL(Group.VIEW, "axial planes", "A"),
	CORONAL(Group.VIEW, "coronal planes", "C"),
	SAGITTAL(Group.VIEW, "sagittal planes", "S"),
	NEXT_SLICE(Group.VIEW, "next slice: towards the feet, the back, the patient's left", "PAGE_DOWN", "PERIOD"),
	PREVIOUS_SLICE(Group.VIEW, "previous slice: towards the head, the front, the patient's right", "PAGE_UP", "COMMA"),
	MOVE_LEFT(Group.VIEW, "cursor to the left by a voxel", "LEFT"),
	MOVE_RIGHT(Group.VIEW, "cursor to the right by a voxel", "RIGHT"),
	MOVE_UP(Group.VIEW, "cursor up by a voxel", "UP"),
	MOVE_DOWN(Group.VIEW, "cursor down by a voxel", "DOWN"),
	PAN_LEFT(Group.VIEW, "look further to the left", "shift LEFT"),
	PAN_RIGHT(Group.VIEW, "look further to the right", "shift RIGHT"),
	PAN_UP(Group.VIEW, "look further up", "shift UP"),
	PAN_DOWN(Group.VIEW, "look further down", "shift DOWN"),
	ZOOM_IN(Group.VIEW, "zoom in", "PLUS", "EQUALS", "ADD"),
	ZOOM_OUT(Group.VIEW, "zoom out", "MINUS", "SUBTRACT"),
	WHOLE_SECTION(Group.VIEW, "show the whole section", "0"),
	NEXT_NODE(Group.NODES, "next node", "N"),
	PREVIOUS_NODE(Group.NODES, "previous node", "P"),
	CARINA(Group.NODES, "to the carina", "HOME"),
	WINDOW_MEDIASTINUM(Group.DISPLAY, "CT window of the mediastinum (W 400 L 40)", "1"),
	WINDOW_LUNG(Group.DISPLAY, "CT window of the lungs (W 1500 L -600)", "2"),
	WINDOW_BONE(Group.DISPLAY, "CT window of bone (W 1800 L 400)", "3"),
	TOGGLE_COLOURS(Group.DISPLAY, "colours on or off", "V"),
	TOGGLE_OUTLINES(Group.DISPLAY, "outlines on or off", "O"),
	TOGGLE_REFERENCE(Group.DISPLAY, "reference on or off", "R"),
	TOGGLE_CROSSHAIR(Group.DISPLAY, "crosshair on or off", "X"),
	OPACITY_UP(Group.DISPLAY, "colours more opaque", "ctrl UP"),
	OPACITY_DOWN(Group.DISPLAY, "colours more transparent", "ctrl DOWN"),
	THRESHOLD_UP(Group.DISPLAY, "higher probability threshold", "ctrl RIGHT"),
	THRESHOLD_DOWN(Group.DISPLAY, "lower probability threshold", "ctrl LEFT"),
	BEST_THRESHOLD(Group.DISPLAY, "threshold of best Dice against the reference", "T"),
	LOOK(Group.EDITING, "put the tool down: the mouse moves the cursor again", "Q"),
	DELETE_NODE(Group.EDITING, "delete nodes by a click", "D"),
	ADD_NODE(Group.EDITING, "add a node by a click: a preview grows, the threshold changes it", "G"),
	GROW_BY(Group.EDITING, "what a node grows by: probability or intensity", "L"),
	PAINT(Group.EDITING, "paint the chosen node, or a new one", "B"),
	ERASE(Group.EDITING, "erase nodes", "E"),
	BRUSH_LARGER(Group.EDITING, "larger brush; wider range of a preview by intensity", "CLOSE_BRACKET"),
	BRUSH_SMALLER(Group.EDITING, "smaller brush; narrower range of a preview by intensity", "OPEN_BRACKET"),
	BRUSH_SHAPE(Group.EDITING, "brush as a disc in the plane or as a ball", "F"),
	NEW_NODE(Group.EDITING, "choose no node: the next stroke begins a new one", "U"),
	INTERPOLATE(Group.EDITING, "fill the chosen node between the planes it was painted in", "I"),
	CUT(Group.EDITING, "cut a node in two along a line", "K"),
	JOIN(Group.EDITING, "join nodes with the chosen one by a click", "J"),
	STATION(Group.EDITING, "station of the chosen node by hand", "Z"),
	ACCEPT(Group.EDITING, "accept the preview", "ENTER"),
	REJECT(Group.EDITING, "take the preview back", "ESCAPE"),
	SAVE(Group.EDITING, "save the correction", "ctrl S"),
	UNDO(Group.EDITING, "undo", "ctrl Z"),
	REDO(Group.EDITING, "redo", "ctrl Y", "ctrl shift Z"),
	HELP(Group.VIEW, "show or hide this table of keys", "H", "F1", "typed ?");

	/** Under which heading help lists it. */
	public enum Group {
		VIEW("Looking around"), NODES("Nodes"), DISPLAY("Display"), EDITING("Editing");

		private final String title;

		Group(final String title) {
			this.title = title;
		}

		public String title() {
			return title;
		}
	}

	private final Group group;
	private final String description;
	private final List<String> keys;

	ViewerAction(final Group group, final String description, final String... keys) {
		this.group = group;
		this.description = description;
		this.keys = List.of(keys);
	}

	public Group group() {
		return group;
	}

	public String description() {
		return description;
	}

	/** Its default keys, the one to show first. */
	public List<String> keys() {
		return keys;
	}
}
