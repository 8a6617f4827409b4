package org.lymphatlas.viewer.window;

import java.awt.BorderLayout;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.SwingConstants;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.DefaultTableCellRenderer;

import org.lymphatlas.evaluation.NodeMeasure;
import org.lymphatlas.viewer.ProbabilityScale;

/** The nodes of a case, one row each; choosing a row calls back. Columns sort by a click on their head. */
public final class NodeTable extends JPanel {

	private enum Column {
		ID("id", 30, Integer.class, NodeMeasure::id), STATION("station", 56, String.class, NodeMeasure::station), SHORT(
			"short mm", 62, Double.class, NodeMeasure::shortAxisMm), LONG("long mm", 58, Double.class,
				NodeMeasure::longAxisMm), VOLUME("volume mm3", 78, Double.class, NodeMeasure::volumeMm3), PROBABILITY(
					"probability", 76, Probability.class, node -> new Probability(node.meanProbability()));

		private final String title;
		private final int width;
		private final Class<?> type;
		private final Function<NodeMeasure, Object> value;

		Column(final String title, final int width, final Class<?> type, final Function<NodeMeasure, Object> value) {
			this.title = title;
			this.width = width;
			this.type = type;
			this.value = value;
		}
	}

	private static final int ROW_HEIGHT = 20;

	private final Rows rows = new Rows();
	private final JTable table = new JTable(rows);
	private boolean telling = true;
	private int last;

	/** @param chosen called with a node whose row the user chooses, not when a program does */
	public NodeTable(final Consumer<NodeMeasure> chosen) {
		super(new BorderLayout());
		table.setAutoCreateRowSorter(true);
		table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
		table.setFillsViewportHeight(true);
		table.setFocusable(false); // keys belong to the viewer
		table.setRowHeight(ROW_HEIGHT);
		table.setShowGrid(false);
		for (final Column column : Column.values())
			table.getColumnModel().getColumn(column.ordinal()).setPreferredWidth(column.width);
		table.setDefaultRenderer(Double.class, new Cell("%.1f"));
		table.setDefaultRenderer(Probability.class, new Cell("%s"));
		table.setDefaultRenderer(Integer.class, new Cell("%d"));
		table.setDefaultRenderer(String.class, new Cell("%s"));
		table.getSelectionModel().addListSelectionListener(e -> {
			if (e.getValueIsAdjusting() || selected() == last) return; // sorting moves the row that is chosen
			last = selected();
			if (telling) tell(chosen);
		});
		table.addMouseListener(new MouseAdapter() {

			@Override
			public void mouseClicked(final MouseEvent e) {
				tell(chosen); // also the row that was chosen already, to come back to it
			}
		});
		add(new JScrollPane(table), BorderLayout.CENTER);
	}

	private void tell(final Consumer<NodeMeasure> chosen) {
		if (table.getSelectedRow() >= 0) chosen.accept(rows.nodes.get(table.convertRowIndexToModel(table.getSelectedRow())));
	}

	/** Shows other nodes; the one that was chosen stays so if it is among them. */
	public void setRows(final List<NodeMeasure> nodes) {
		final int id = selected();
		quietly(() -> {
			rows.nodes = List.copyOf(nodes);
			rows.fireTableDataChanged();
		});
		select(id);
	}

	/** Chooses a node's row without calling back; none if no node has the id. */
	public void select(final int id) {
		quietly(() -> {
			table.clearSelection();
			for (int i = 0; i < rows.nodes.size(); i++) {
				if (rows.nodes.get(i).id() != id) continue;
				final int row = table.convertRowIndexToView(i);
				table.setRowSelectionInterval(row, row);
				table.scrollRectToVisible(table.getCellRect(row, 0, true));
			}
		});
	}

	/** Id of the node chosen, 0 if none is. */
	public int selected() {
		return table.getSelectedRow() < 0 ? 0 : rows.nodes.get(table.convertRowIndexToModel(table.getSelectedRow())).id();
	}

	/** The table itself, for menus and tests. */
	public JTable table() {
		return table;
	}

	private void quietly(final Runnable change) {
		telling = false;
		try {
			change.run();
		}
		finally {
			telling = true;
		}
	}

	private static final class Rows extends AbstractTableModel {

		private List<NodeMeasure> nodes = List.of();

		@Override
		public int getRowCount() {
			return nodes.size();
		}

		@Override
		public int getColumnCount() {
			return Column.values().length;
		}

		@Override
		public String getColumnName(final int column) {
			return Column.values()[column].title;
		}

		@Override
		public Class<?> getColumnClass(final int column) {
			return Column.values()[column].type;
		}

		@Override
		public Object getValueAt(final int row, final int column) {
			return Column.values()[column].value.apply(nodes.get(row));
		}
	}

	/** Sorts by its number, reads as two digits. */
	private record Probability(double value) implements Comparable<Probability> {

		@Override
		public int compareTo(final Probability other) {
			return Double.compare(value, other.value);
		}

		@Override
		public String toString() {
			return Double.isNaN(value) ? "" : value < ProbabilityScale.LEAST ? "< " + ProbabilityScale.text(ProbabilityScale.LEAST)
				: ProbabilityScale.text(value);
		}
	}

	private static final class Cell extends DefaultTableCellRenderer {

		private final String format;

		Cell(final String format) {
			this.format = format;
			setHorizontalAlignment(SwingConstants.RIGHT);
		}

		@Override
		protected void setValue(final Object value) {
			setText(value instanceof Double number && number.isNaN() ? "" : String.format(Locale.ROOT, format, value));
		}
	}
}
