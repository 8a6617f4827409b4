package org.lymphatlas.viewer.window;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;

import javax.swing.JTable;

import org.junit.Test;
import org.lymphatlas.evaluation.NodeMeasure;

public class NodeTableTest {

	private final List<Integer> chosen = new ArrayList<>();
	private final NodeTable table = new NodeTable(node -> chosen.add(node.id()));

	private static NodeMeasure node(final int id, final double shortMm, final double probability) {
		return new NodeMeasure(id, "4R", shortMm, 12.34, 1234.56, 5, probability, id, 0, 0);
	}

	private static String text(final JTable table, final int row, final int column) {
		return ((javax.swing.JLabel) table.prepareRenderer(table.getCellRenderer(row, column), row, column)).getText();
	}

	@Test
	public void rowsReadAsPeopleWriteThem() {
		table.setRows(List.of(node(3, 9.87, 0.0123), node(5, Double.NaN, Double.NaN)));
		final List<String> row = new ArrayList<>();
		for (int column = 0; column < table.table().getColumnCount(); column++)
			row.add(text(table.table(), 0, column));
		assertEquals(List.of("3", "4R", "9.9", "12.3", "1234.6", "0.012"), row);
		assertEquals("", text(table.table(), 1, 2));
		assertEquals("", text(table.table(), 1, 5));
	}

	@Test
	public void choosingARowCallsBackOnceAlsoWhenSorted() {
		table.setRows(List.of(node(1, 5, 0.5), node(2, 15, 0.1), node(3, 10, 0.01)));
		table.table().getRowSorter().toggleSortOrder(2);
		table.table().setRowSelectionInterval(1, 1);
		assertEquals(List.of(3), chosen);
		assertEquals(3, table.selected());
		table.table().getRowSorter().toggleSortOrder(5);
		table.table().setRowSelectionInterval(1, 1);
		assertEquals("by probability", List.of(3, 2), chosen);
	}

	@Test
	public void aProgramsChoiceDoesNotCallBack() {
		table.setRows(List.of(node(1, 5, 0.5), node(2, 15, 0.5)));
		table.select(2);
		assertEquals(2, table.selected());
		table.setRows(List.of(node(2, 15, 0.5), node(9, 4, 0.5)));
		assertEquals("stays chosen", 2, table.selected());
		table.setRows(List.of(node(9, 4, 0.5)));
		assertEquals("is gone", 0, table.selected());
		table.select(4);
		assertEquals(0, table.selected());
		assertEquals(List.of(), chosen);
	}
}
