package org.lymphatlas.viewer.review;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.GridLayout;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.table.AbstractTableModel;

import org.lymphatlas.training.Annotation;

/** The work list and the buttons that decide about a case. */
final class ReviewPanel extends JPanel {

	/** A decision about the current case; the note stands in {@link #note()}. */
	interface Decisions {

		void accept(Annotation annotation);

		void reject(RejectReason reason);

		void skip();

		void later();
	}

	private static final int WIDTH = 330;

	private final Items items = new Items();
	private final JTable table = new JTable(items);
	private final NoteField note = new NoteField();
	private final NoteField reader = new NoteField();
	private final JComboBox<String> reasons = new JComboBox<>(Arrays.stream(RejectReason.values()).map(
		RejectReason::title).toArray(String[]::new));
	private final JLabel message = new JLabel(" ");
	private final JButton full = button("Save: all nodes (full)", "The case holds all its nodes now; into the training " +
		"manifest, next case");
	private final JButton partial = button("Save: some nodes (partial)", "Other nodes may be missing; into the training " +
		"manifest, next case");
	private final JButton later = button("Come back later", "Next case; this one comes again when no other is left");
	private final JButton skip = button("Skip", "Next case, without a judgement");
	private final JButton reject = button("Reject", "Not fit for use, for the reason beside; next case");

	/** @param goTo called with the number of an item that is clicked twice */
	ReviewPanel(final Decisions decisions, final IntConsumer goTo, final Consumer<String> readerChanged) {
		super(new BorderLayout(0, 4));
		setBorder(BorderFactory.createEmptyBorder(4, 6, 4, 6));
		setPreferredSize(new Dimension(WIDTH, 0));
		table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
		table.setFocusable(false); // keys belong to the viewer
		table.setFillsViewportHeight(true);
		final int[] widths = { 110, 70, 40, 60 };
		for (int c = 0; c < widths.length; c++)
			table.getColumnModel().getColumn(c).setPreferredWidth(widths[c]);
		table.addMouseListener(new MouseAdapter() {

			@Override
			public void mouseClicked(final MouseEvent e) {
				if (e.getClickCount() == 2 && table.isEnabled() && table.getSelectedRow() >= 0) goTo.accept(table.getSelectedRow());
			}
		});
		full.addActionListener(e -> decisions.accept(Annotation.FULL));
		partial.addActionListener(e -> decisions.accept(Annotation.PARTIAL));
		later.addActionListener(e -> decisions.later());
		skip.addActionListener(e -> decisions.skip());
		reject.addActionListener(e -> decisions.reject(RejectReason.values()[reasons.getSelectedIndex()]));
		reasons.setFocusable(false);
		reader.getDocument().addDocumentListener(new TextListener(() -> readerChanged.accept(reader.getText())));
		add(new JScrollPane(table), BorderLayout.CENTER);
		add(controls(), BorderLayout.SOUTH);
	}

	private static JButton button(final String text, final String tip) {
		final JButton button = new JButton(text);
		button.setToolTipText(tip);
		button.setFocusable(false); // keys belong to the viewer
		return button;
	}

	private JPanel controls() {
		final JPanel controls = new JPanel();
		controls.setLayout(new BoxLayout(controls, BoxLayout.Y_AXIS));
		final JPanel putOff = new JPanel(new GridLayout(1, 2, 4, 0)), no = new JPanel(new GridLayout(1, 2, 4, 0));
		putOff.add(later);
		putOff.add(skip);
		no.add(reject);
		no.add(reasons);
		for (final JComponent row : List.of(labelled("Note", note), wide(full), wide(partial), putOff, no, labelled("Reader",
			reader), wide(message)))
		{
			row.setAlignmentX(LEFT_ALIGNMENT);
			controls.add(row);
			controls.add(Box.createVerticalStrut(4));
		}
		return controls;
	}

	private static JPanel wide(final JComponent part) {
		final JPanel row = new JPanel(new BorderLayout());
		row.add(part);
		return row;
	}

	private static JPanel labelled(final String text, final JComponent field) {
		final JPanel row = new JPanel(new BorderLayout(6, 0));
		final JLabel label = new JLabel(text);
		label.setPreferredSize(new Dimension(62, label.getPreferredSize().height));
		row.add(label, BorderLayout.WEST);
		row.add(field, BorderLayout.CENTER);
		return row;
	}

	/** Shows the work list as it is now. */
	void show(final List<ReviewItem> now, final OptionalInt current) {
		items.items = List.copyOf(now);
		items.fireTableDataChanged();
		current.ifPresent(row -> {
			table.setRowSelectionInterval(row, row);
			table.scrollRectToVisible(table.getCellRect(row, 0, true));
		});
	}

	/** May something be decided now? */
	void setReady(final boolean ready) {
		for (final JComponent part : List.of(full, partial, later, skip, reject, reasons, note, table))
			part.setEnabled(ready);
	}

	void say(final String text) {
		message.setText("<html>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</html>");
	}

	String said() {
		return message.getText();
	}

	NoteField note() {
		return note;
	}

	NoteField reader() {
		return reader;
	}

	JTable table() {
		return table;
	}

	JComboBox<String> reasons() {
		return reasons;
	}

	JButton full() {
		return full;
	}

	JButton partial() {
		return partial;
	}

	JButton later() {
		return later;
	}

	JButton skip() {
		return skip;
	}

	JButton reject() {
		return reject;
	}

	private static final class Items extends AbstractTableModel {

		private static final String[] COLUMNS = { "case", "verdict", "nodes", "state" };

		private List<ReviewItem> items = List.of();

		@Override
		public int getRowCount() {
			return items.size();
		}

		@Override
		public int getColumnCount() {
			return COLUMNS.length;
		}

		@Override
		public String getColumnName(final int column) {
			return COLUMNS[column];
		}

		@Override
		public Object getValueAt(final int row, final int column) {
			final ReviewItem item = items.get(row);
			return switch (column) {
				case 0 -> item.name();
				case 1 -> item.verdict();
				case 2 -> item.nodes() < 0 ? "" : Integer.toString(item.nodes());
				default -> item.state().title();
			};
		}
	}
}
