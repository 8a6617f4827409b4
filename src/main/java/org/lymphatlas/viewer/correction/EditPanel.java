package org.lymphatlas.viewer.correction;

import java.awt.BorderLayout;
import java.awt.GridLayout;
import java.util.Arrays;
import java.util.Locale;
import java.util.Vector;
import java.util.function.Consumer;

import javax.swing.BorderFactory;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JPanel;

import org.lymphatlas.anatomy.Station;
import org.lymphatlas.correction.Stroke;

/** The tool's settings and the chosen node's station, beside the sliders. */
final class EditPanel extends JPanel {

	static final String BY_MAPS = "as the maps say", OTHER = "other";

	private final JLabel tool = new JLabel();
	private final JLabel brush = new JLabel();
	private final JLabel by = new JLabel();
	private final JLabel node = new JLabel();
	private final JLabel edits = new JLabel();
	private final JComboBox<String> station = new JComboBox<>(stations());
	private boolean following;

	/** @param chosenStation called with a code, or null for what the maps say, when the user chooses one */
	EditPanel(final Consumer<String> chosenStation) {
		super(new GridLayout(0, 1, 0, 1));
		setBorder(BorderFactory.createCompoundBorder(BorderFactory.createTitledBorder("Correction"), BorderFactory
			.createEmptyBorder(0, 6, 2, 6)));
		station.setFocusable(false); // keys belong to the viewer
		station.addActionListener(e -> {
			final String item = (String) station.getSelectedItem();
			if (!following) chosenStation.accept(item.equals(BY_MAPS) ? null : item);
		});
		final JPanel stationRow = new JPanel(new BorderLayout(6, 0));
		stationRow.add(node, BorderLayout.WEST);
		stationRow.add(station, BorderLayout.CENTER);
		add(tool);
		add(brush);
		add(by);
		add(stationRow);
		add(edits);
	}

	private static Vector<String> stations() {
		final Vector<String> all = new Vector<>();
		all.add(BY_MAPS);
		Arrays.stream(Station.values()).map(Station::code).forEach(all::add);
		all.add(OTHER);
		return all;
	}

	JComboBox<String> station() {
		return station;
	}

	/** Shows what is set now. */
	void follow(final String toolName, final Brush b, final AddTool.By growsBy, final Editor editor) {
		tool.setText("Tool: " + toolName);
		brush.setText(String.format(Locale.ROOT, "Brush: %s of %.1f mm radius", b.tip() == Stroke.Tip.DISC ? "disc" : "ball", b
			.radiusMm()));
		by.setText("Nodes grow by " + growsBy.title);
		final int chosen = editor.chosen();
		node.setText(chosen == 0 ? "No node chosen" : "Station of node " + chosen);
		final int done = editor.session().edits().size();
		edits.setText(done + (done == 1 ? " edit" : " edits") + (editor.isUnsaved() ? ", not saved" : ""));
		following = true;
		station.setEnabled(chosen != 0);
		station.setSelectedItem(chosen == 0 ? BY_MAPS : editor.session().nodes().station(chosen).orElse(BY_MAPS));
		following = false;
	}
}
